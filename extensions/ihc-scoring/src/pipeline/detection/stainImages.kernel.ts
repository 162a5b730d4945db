import type { StainAmounts, StainImages } from '@timescope/core/nucleusKernels';
import type { RgbRaster } from '@timescope/core/raster';

/**
 * Splits every pixel of `rgb` into its stains, in 32-bit floats. The images must hold at least width * height values.
 */
export function stainImages(rgb: RgbRaster, tables: StainAmounts, out: StainImages): void {
  const pixels = rgb.width * rgb.height;
  const { values } = rgb;
  const haematoxylin = Float32Array.from(tables.haematoxylin);
  const dab = Float32Array.from(tables.dab);
  const odSum = Float32Array.from(tables.odSum);
  for (let i = 0, at = 0; i < pixels; i++, at += 3) {
    const r = values[at]!;
    const g = 256 + values[at + 1]!;
    const b = 512 + values[at + 2]!;
    const h = Math.fround(Math.fround(haematoxylin[r]! + haematoxylin[g]!) + haematoxylin[b]!);
    const d = Math.fround(Math.fround(dab[r]! + dab[g]!) + dab[b]!);
    out.haematoxylin[i] = h;
    out.dab[i] = d;
    out.odSum[i] = Math.fround(odSum[r]! + odSum[g]!) + odSum[b]!;
    out.nuclear[i] = h > d ? h : d;
  }
}
