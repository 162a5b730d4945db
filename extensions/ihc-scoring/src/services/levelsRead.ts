import type { Slide } from '@timescope/core/dicom/read/slide';
import { slidePixelSource } from '@timescope/core/dicom/read/slidePixelSource';

/** The levels that a run reads of a slide: one more than stored where these leave a gap. */
export const levelsRead = (slide: Slide) => slidePixelSource(slide, notHere, notHere).levels;

const notHere = (): never => {
  throw new RangeError('Tiles are read in the worker.');
};
