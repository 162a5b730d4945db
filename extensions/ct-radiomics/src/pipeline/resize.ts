import type { Raster } from '@timescope/core/raster';

/** Which source samples make one target sample, and their shares (sum 1). */
interface Taps {
  readonly from: number;
  readonly shares: readonly number[];
}

/**
 * A square raster resized to side x side, row-major. Bilinear with pixel centres at +0.5; when it shrinks, the
 * triangle grows with the step so that no pixel is skipped (as Pillow and torchvision do, without their rounding
 * between the passes).
 */
export function resizeBilinear(source: Raster<Uint8Array>, side: number): Float64Array {
  const columns = taps(source.width, side);
  const rows = taps(source.height, side);
  const narrowed = new Float64Array(source.height * side);
  for (let y = 0; y < source.height; y++)
    columns.forEach((tap, x) => (narrowed[y * side + x] = weigh(source.values, y * source.width, 1, tap)));
  const resized = new Float64Array(side * side);
  rows.forEach((tap, y) => {
    for (let x = 0; x < side; x++) resized[y * side + x] = weigh(narrowed, x, side, tap);
  });
  return resized;
}

function taps(length: number, side: number): Taps[] {
  const step = length / side;
  const reach = Math.max(1, step);
  return Array.from({ length: side }, (_, target) => {
    const center = (target + 0.5) * step;
    const from = Math.max(0, Math.floor(center - reach + 0.5));
    const to = Math.min(length, Math.floor(center + reach + 0.5));
    const weights = Array.from({ length: to - from }, (_, tap) =>
      Math.max(0, 1 - Math.abs((from + tap + 0.5 - center) / reach)),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { from, shares: weights.map(weight => weight / sum) };
  });
}

function weigh(
  values: Uint8Array | Float64Array,
  start: number,
  stride: number,
  { from, shares }: Taps,
): number {
  let sum = 0;
  for (let tap = 0; tap < shares.length; tap++)
    sum += (values[start + (from + tap) * stride] ?? 0) * (shares[tap] ?? 0);
  return sum;
}
