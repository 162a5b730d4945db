import type { Raster } from '../../raster';

type Numbers = Raster<Int16Array | Float32Array | Uint8Array>;

/**
 * A raster's value at a point of its pixel frame, bilinear between the centres of pixels; beyond the outermost centres
 * their values stay. Pixels that are NaN have no part in it.
 * @returns NaN where the pixel at the point is NaN
 */
export function sampled(raster: Numbers, x: number, y: number): number {
  if (Number.isNaN(valueAt(raster, Math.floor(x), Math.floor(y)))) return NaN;
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [u, v] = [x - 0.5 - left, y - 0.5 - top];
  let [sum, weights] = [0, 0];
  for (let down = 0; down <= 1; down++)
    for (let right = 0; right <= 1; right++) {
      const value = valueAt(raster, left + right, top + down);
      if (Number.isNaN(value)) continue;
      const weight = (right === 1 ? u : 1 - u) * (down === 1 ? v : 1 - v);
      sum += value * weight;
      weights += weight;
    }
  return sum / weights;
}

function valueAt({ width, height, values }: Numbers, column: number, row: number): number {
  const x = Math.min(width - 1, Math.max(0, column));
  const y = Math.min(height - 1, Math.max(0, row));
  return values[y * width + x] ?? NaN;
}
