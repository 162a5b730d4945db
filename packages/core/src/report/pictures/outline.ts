import { fillRect } from '../../plots/fillRect';
import type { Rgb } from '../../plots/heatColour';
import type { Mask, RgbRaster } from '../../raster';

/** Widths in pixels; one of the two lines shows on every grey and on paper. Ours. */
const WHITE_LINE = 2;
const BLACK_LINE = 2;
const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

/** A white line around the marked pixels and a black one around it; no marked pixel is covered. */
export function drawOutline(image: RgbRaster, inside: Mask): void {
  const rim = rimOf(inside);
  for (const [radius, colour] of [
    [WHITE_LINE + BLACK_LINE, BLACK],
    [WHITE_LINE, WHITE],
  ] as const)
    for (const at of rim) paintAround(image, inside, at, { radius, colour });
}

/** Marked pixels with a neighbour along rows or columns that is not. */
function rimOf({ width, height, values }: Mask): readonly number[] {
  const rim: number[] = [];
  const isOutside = (at: number) => values[at] === 0;
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      if (values[at] === 0) continue;
      const isRim =
        (x > 0 && isOutside(at - 1)) ||
        (x < width - 1 && isOutside(at + 1)) ||
        (y > 0 && isOutside(at - width)) ||
        (y < height - 1 && isOutside(at + width));
      if (isRim) rim.push(at);
    }
  return rim;
}

/** Unmarked pixels whose centre is at most `radius` pixels away. */
function paintAround(
  image: RgbRaster,
  { width, height, values }: Mask,
  at: number,
  { radius, colour }: { readonly radius: number; readonly colour: Rgb },
): void {
  const [x0, y0] = [at % width, Math.floor(at / width)];
  for (let y = Math.max(0, y0 - radius); y <= Math.min(height - 1, y0 + radius); y++)
    for (let x = Math.max(0, x0 - radius); x <= Math.min(width - 1, x0 + radius); x++) {
      const isNear = (x - x0) ** 2 + (y - y0) ** 2 <= radius * radius;
      if (isNear && values[y * width + x] === 0) image.values.set(colour, 3 * (y * image.width + x));
    }
}

/** Lines on a map of values: thin at the first level, thick at the second, so that they can be told apart in grey. */
export const ISOLINES = [
  { level: 0.5, width: 1 },
  { level: 0.75, width: 3 },
] as const;

/** Black lines along the pixels that reach a level and have a neighbour that does not; none where the map (NaN) ends. */
export function drawIsolines(
  image: RgbRaster,
  { width, height, values }: { width: number; height: number; values: Float32Array },
): void {
  for (const { level, width: line } of ISOLINES) {
    const isBelow = (at: number) => (values[at] ?? NaN) < level;
    for (let y = 0, at = 0; y < height; y++)
      for (let x = 0; x < width; x++, at++) {
        if (!((values[at] ?? NaN) >= level)) continue;
        const isLine =
          (x > 0 && isBelow(at - 1)) ||
          (x < width - 1 && isBelow(at + 1)) ||
          (y > 0 && isBelow(at - width)) ||
          (y < height - 1 && isBelow(at + width));
        const side = (line - 1) / 2;
        if (isLine) fillRect(image, { x: x - side, y: y - side, width: line, height: line }, BLACK);
      }
  }
}
