import type { SliceMask } from './sliceMask';

/**
 * The slice with a smoother outline: a pixel is inside when more than half of the disc round it is; of the disc beyond
 * the rim nothing is. Corners and notches narrower than the disc go, straight edges stay where they are.
 * @param radiusMm of the disc
 */
export function smoothed(
  { values, width, height }: SliceMask,
  radiusMm: number,
  spacingMm: { readonly x: number; readonly y: number },
): Uint8Array {
  if (values.length !== width * height) throw new RangeError('The pixels do not fill the slice.');
  const halves = discRows(radiusMm, spacingMm);
  const reach = (halves.length - 1) / 2;
  const discPixels = halves.reduce((sum, half) => sum + 2 * half + 1, 0);
  const sums = rowSums(values, width, height);
  const smooth = new Uint8Array(values.length);
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++) {
      let inside = 0;
      for (let row = Math.max(0, reach - j); row < halves.length; row++) {
        const y = j + row - reach;
        if (y >= height) break;
        const from = Math.max(0, i - halves[row]!);
        const end = Math.min(width, i + halves[row]! + 1);
        inside += sums[y * (width + 1) + end]! - sums[y * (width + 1) + from]!;
      }
      smooth[j * width + i] = 2 * inside > discPixels ? 1 : 0;
    }
  return smooth;
}

/** Pixels to either side of the middle that a disc covers, row by row. */
function discRows(radiusMm: number, { x, y }: { readonly x: number; readonly y: number }): number[] {
  const reach = Math.floor(radiusMm / y);
  return Array.from({ length: 2 * reach + 1 }, (_, row) => {
    const up = (row - reach) * y;
    return Math.floor(Math.sqrt(Math.max(0, radiusMm * radiusMm - up * up)) / x);
  });
}

/** Pixels inside before each column, a row of width + 1 numbers for every row. */
function rowSums(values: Uint8Array, width: number, height: number): Int32Array {
  const sums = new Int32Array((width + 1) * height);
  for (let j = 0; j < height; j++)
    for (let i = 0; i < width; i++)
      sums[j * (width + 1) + i + 1] = sums[j * (width + 1) + i]! + values[j * width + i]!;
  return sums;
}
