import type { PictureCodecs } from '@timescope/core/report/pictures/reportPictures';
import { decodeFrame } from '../decode/browser';
import { readCtFile } from '../decode/ctFile';
import { pngBlob } from '../encode/pngInPage';

/** The browser's body of PictureCodecs; the same pixels as in node. */
export const pictureCodecs: PictureCodecs = {
  readCtFile,
  decodeFrame,
  encodePng: async picture => new Uint8Array(await (await pngBlob(picture)).arrayBuffer()),
};
