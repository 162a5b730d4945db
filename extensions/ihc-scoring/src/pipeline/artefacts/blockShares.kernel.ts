import type { Region } from '../region';
import type { BlockGrid } from './blockMask.kernel';

/** Rows of blocks that are marked at once. */
const STRIP = 32;

/** How many of 4 x 4 points of each block lie in the region and in the image. */
export function sharesInRegion(
  {
    width,
    height,
    blockMatrix,
  }: BlockGrid & { readonly blockMatrix: { readonly x: number; readonly y: number } },
  region: Region,
): Uint8Array {
  const shares = new Uint8Array(width * height);
  const step = { x: blockMatrix.x / 4, y: blockMatrix.y / 4 };
  for (let first = 0; first < height; first += STRIP) {
    const rows = Math.min(STRIP, height - first);
    const points = new Uint8Array(16 * width * rows);
    region.mark({ at: { x: 0, y: 4 * first, width: 4 * width, height: 4 * rows }, step }, points);
    for (let line = 0, at = 0; line < 4 * rows; line++) {
      const row = (first + (line >> 2)) * width;
      for (let column = 0; column < width; column++, at += 4)
        shares[row + column]! += points[at]! + points[at + 1]! + points[at + 2]! + points[at + 3]!;
    }
  }
  return shares;
}
