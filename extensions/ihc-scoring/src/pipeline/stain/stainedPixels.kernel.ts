import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { odTable } from '../opticalDensity';
import type { Triple } from './stainVectors';

/** Which optical densities count as stained. */
export interface StainedRule {
  /** At least this in every channel. */
  readonly least: number;
  /** Length of the three, at most. */
  readonly most: number;
}

/** Optical densities of the pixels that are stained, three a pixel, in the order of the patches. */
export function stainedPixels(
  patches: readonly RgbRaster[],
  white: Triple,
  { least, most }: StainedRule,
): Float64Array {
  const [red, green, blue] = white.map(odTable);
  const all = patches.reduce((sum, { values }) => sum + values.length, 0);
  const densities = new Float64Array(all);
  let kept = 0;
  for (const { values } of patches)
    for (let i = 0; i < values.length; i += 3) {
      const r = red![values[i]!]!;
      const g = green![values[i + 1]!]!;
      const b = blue![values[i + 2]!]!;
      if (r < least || g < least || b < least || r * r + g * g + b * b > most * most) continue;
      densities[kept] = r;
      densities[kept + 1] = g;
      densities[kept + 2] = b;
      kept += 3;
    }
  return densities.subarray(0, kept);
}

/** Mean of 3 x 3 pixels, rounded; the outermost pixels are dropped. */
export function smoothed({ width, height, values }: RgbRaster): RgbRaster {
  const out = newRgbRaster(Math.max(0, width - 2), Math.max(0, height - 2));
  const line = 3 * width;
  for (let y = 0, to = 0; y < out.height; y++)
    for (let i = y * line, end = i + 3 * out.width; i < end; i++, to++) {
      const upper = values[i]! + values[i + 3]! + values[i + 6]!;
      const middle = values[i + line]! + values[i + line + 3]! + values[i + line + 6]!;
      const lower = values[i + 2 * line]! + values[i + 2 * line + 3]! + values[i + 2 * line + 6]!;
      out.values[to] = Math.round((upper + middle + lower) / 9);
    }
  return out;
}
