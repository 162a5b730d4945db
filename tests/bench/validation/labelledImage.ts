import type { RgbRaster } from '@timescope/core/raster';
import type { GradedCell } from './agreement';

/** An image whose nuclei are known. */
export interface LabelledImage {
  readonly name: string;
  readonly rgb: RgbRaster;
  /** Micrometres per pixel. */
  readonly mpp: number;
  readonly truth: readonly GradedCell[];
}
