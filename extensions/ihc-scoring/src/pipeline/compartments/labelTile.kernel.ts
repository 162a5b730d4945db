import type { PixelRect } from '@timescope/core/raster';
import { GRID_STEP } from './stainGrid.kernel';

/** Writes to each working pixel of a tile the class with most votes at its grid point; of equal ones the lower. */
export function labelTile(
  votes: Float32Array,
  classes: number,
  grid: PixelRect,
  at: PixelRect,
  out: Uint8Array,
): void {
  const count = grid.width * grid.height;
  if (votes.length < classes * count || out.length < at.width * at.height)
    throw new RangeError('The labels are smaller than their tile.');
  const labels = new Uint8Array(count);
  for (let point = 0; point < count; point++) {
    for (let c = 1; c < classes; c++) {
      if (votes[c * count + point]! > votes[labels[point]! * count + point]!) labels[point] = c;
    }
  }
  for (let y = 0, i = 0; y < at.height; y++) {
    const row = (Math.floor((at.y + y) / GRID_STEP) - grid.y) * grid.width - grid.x;
    for (let x = 0; x < at.width; x++, i++) out[i] = labels[row + Math.floor((at.x + x) / GRID_STEP)]!;
  }
}
