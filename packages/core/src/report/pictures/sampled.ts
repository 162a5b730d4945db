import type { Raster } from '../../raster';

/**
 * A raster's value at a point of its pixel frame, bilinear between the centres of pixels; beyond the outermost centres
 * their values stay. Pixels that are NaN have no part in it.
 * @returns NaN where the pixel at the point is NaN
 */
export function sampled(
  { width, height, values }: Raster<Int16Array | Float32Array | Uint8Array>,
  x: number,
  y: number,
): number {
  const at = (column: number, row: number) =>
    values[within(row, height) * width + within(column, width)] ?? NaN;
  const own = at(Math.floor(x), Math.floor(y));
  if (Number.isNaN(own)) return NaN;
  const [left, top] = [Math.floor(x - 0.5), Math.floor(y - 0.5)];
  const [u, v] = [x - 0.5 - left, y - 0.5 - top];
  const corners = [
    [at(left, top), (1 - u) * (1 - v)],
    [at(left + 1, top), u * (1 - v)],
    [at(left, top + 1), (1 - u) * v],
    [at(left + 1, top + 1), u * v],
  ] as const;
  let [sum, weights] = [0, 0];
  for (const [value, weight] of corners)
    if (!Number.isNaN(value)) [sum, weights] = [sum + value * weight, weights + weight];
  return sum / weights;
}

const within = (at: number, size: number): number => Math.min(size - 1, Math.max(0, at));
