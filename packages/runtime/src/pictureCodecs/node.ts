import type { PictureCodecs } from '@timescope/core/report/pictures/reportPictures';
import { readCtFile } from '../decode/ctFile';
import { decodeFrame } from '../decode/node';
import { pngOf } from '../encode/png';

/** Node's body of PictureCodecs. */
export const pictureCodecs: PictureCodecs = { readCtFile, decodeFrame, encodePng: pngOf };
