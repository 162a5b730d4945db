import type { PixelRect, RgbRaster } from '@timescope/core/raster';
import type { StainTables } from '../stain/stainTables';
import { smoothStep } from './smooth.kernel';
import { spreadOf } from './spread.kernel';
import { gridRect, STAIN_PLANES, stainGrid } from './stainGrid.kernel';

/** Gaps of the scale space on the 2 um grid: standard deviations of about 2, 4.5, 9 and 18 um. */
const GAPS = [1, 2, 4, 8] as const;
const SCALES = ['2 um', '4.5 um', '9 um', '18 um'] as const;
/** Scales at which the local standard deviation is taken, too. */
const SPREAD_FROM = 2;

/** Grid points around a point that its features look at: the gaps twice. */
export const FEATURE_REACH = 30;

/** The inputs of the classifier in order: the mean of each plane at each scale, then its spread at the two coarser. */
export const PIXEL_FEATURES: readonly string[] = STAIN_PLANES.flatMap(plane => [
  ...SCALES.map(scale => `${plane}, mean, ${scale}`),
  ...SCALES.slice(SPREAD_FROM).map(scale => `${plane}, spread, ${scale}`),
]);

export interface PixelFeatures {
  /** Grid points, 2 um apart. */
  readonly grid: PixelRect;
  /** PIXEL_FEATURES.length planes of grid.width x grid.height, one after the other. */
  readonly planes: Float32Array;
}

/** The features of a tile; those of points nearer than FEATURE_REACH to a rim that is not the slide's are not exact. */
export function pixelFeatures(rgb: RgbRaster, at: PixelRect, tables: StainTables): PixelFeatures {
  const grid = gridRect(at);
  const count = grid.width * grid.height;
  const stains = stainGrid(rgb, at, tables);
  const planes = new Float32Array(PIXEL_FEATURES.length * count);
  const perStain = PIXEL_FEATURES.length / STAIN_PLANES.length;
  STAIN_PLANES.forEach((_, stain) => {
    const image = stains.subarray(stain * count, (stain + 1) * count);
    const out = planes.subarray(stain * perStain * count, (stain + 1) * perStain * count);
    stainFeatures(image, grid, out);
  });
  return { grid, planes };
}

function stainFeatures(image: Float32Array, { width, height }: PixelRect, out: Float32Array): void {
  const count = width * height;
  const between = new Float32Array(count);
  const plane = (k: number) => out.subarray(k * count, (k + 1) * count);
  let squares = image.map(value => value * value);
  let smoother: Float32Array<ArrayBuffer> = new Float32Array(count);
  GAPS.forEach((gap, scale) => {
    smoothStep(scale === 0 ? image : plane(scale - 1), width, height, gap, between, plane(scale));
    smoothStep(squares, width, height, gap, between, smoother);
    [squares, smoother] = [smoother, squares];
    if (scale >= SPREAD_FROM) spreadOf(plane(scale), squares, plane(GAPS.length + scale - SPREAD_FROM));
  });
}
