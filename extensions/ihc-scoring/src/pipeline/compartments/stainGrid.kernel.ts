import type { PixelRect, RgbRaster } from '@timescope/core/raster';
import type { StainTables } from '../stain/stainTables';

/** Working pixels along a grid point: 4 x 0.5 um = 2 um. */
export const GRID_STEP = 4;

/**
 * Planes of the stain grid, in order. DAB has none of its own: a compartment that follows the marker would bias the
 * marker's score in it, and on generated fields the labels of other fields were worse with it.
 */
export const STAIN_PLANES = ['haematoxylin', 'od sum', 'nuclear stain'] as const;

/** Grid points that a rectangle of working pixels touches; the grid starts at the slide's top left corner. */
export function gridRect(at: PixelRect): PixelRect {
  const x = Math.floor(at.x / GRID_STEP);
  const y = Math.floor(at.y / GRID_STEP);
  return {
    x,
    y,
    width: Math.ceil((at.x + at.width) / GRID_STEP) - x,
    height: Math.ceil((at.y + at.height) / GRID_STEP) - y,
  };
}

/**
 * Mean haematoxylin, OD sum and max(haematoxylin, DAB) of the working pixels of each grid point, a plane each.
 * Points at the rim of the tile take the pixels that there are.
 */
export function stainGrid(
  rgb: RgbRaster,
  at: PixelRect,
  { haematoxylin, dab, odSum }: StainTables,
): Float32Array {
  const { width, height, values } = rgb;
  if (values.length < 3 * width * height) throw new RangeError('The tile has fewer pixels than it says.');
  const grid = gridRect(at);
  const count = grid.width * grid.height;
  const sums = new Float64Array(3 * count);
  const pixels = new Uint8Array(count);
  const column = Int32Array.from({ length: width }, (_, x) => Math.floor((at.x + x) / GRID_STEP) - grid.x);
  for (let y = 0, i = 0; y < height; y++) {
    const row = (Math.floor((at.y + y) / GRID_STEP) - grid.y) * grid.width;
    for (let x = 0; x < width; x++, i += 3) {
      const [r, g, b] = [values[i]!, 256 + values[i + 1]!, 512 + values[i + 2]!];
      const h = haematoxylin[r]! + haematoxylin[g]! + haematoxylin[b]!;
      const d = dab[r]! + dab[g]! + dab[b]!;
      const point = row + column[x]!;
      sums[point]! += h;
      sums[count + point]! += odSum[r]! + odSum[g]! + odSum[b]!;
      sums[2 * count + point]! += h > d ? h : d;
      pixels[point]!++;
    }
  }
  const planes = new Float32Array(3 * count);
  for (let k = 0; k < planes.length; k++) planes[k] = sums[k]! / pixels[k % count]!;
  return planes;
}
