import type { RgbRaster } from '@timescope/core/raster';
import type { GradedCell } from './agreement';
import type { Style } from './sameNuclei';

/** An image whose nuclei are known. */
export interface LabelledImage {
  readonly name: string;
  readonly rgb: RgbRaster;
  /** Micrometres per pixel. */
  readonly mpp: number;
  readonly truth: readonly GradedCell[];
  /** Of a crop of DSB2018: networks that learned from crops of its style have seen it. */
  readonly style?: Style;
}
