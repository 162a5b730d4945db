import { intersection, type PixelRect, type RgbRaster } from '@timescope/core/raster';
import type { PixelMarks } from '../markTissue';

/** Edge of a block that is judged as one, in working pixels (16 um). Ours. */
const BLOCK = 32;
/** Every second row and column is enough. */
const SKIP = 2;
/**
 * Mean squared difference of two pixels of a block below which it says nothing of focus (glass, mucin): about 5 grey
 * levels. Ours.
 */
const LEAST_STRUCTURE = 30;
/** Pixels looked at, all of nine blocks: at the slide's rim there is too little around to judge by. Ours. */
const LEAST_PIXELS = 9 * (BLOCK / SKIP) ** 2;
/**
 * Share of that difference that is already there over 0.5 um, noise taken off, below which a block is out of focus. Ours:
 * sharp tissue of six sources at 0.5 um/px has 0.010 to 0.2, the softest photograph enlarged to it 0.0071; blurred by a
 * Gaussian of 2 um the medians are 0.007 to 0.013, of 3 um 0.005 to 0.008, of 4 um 0.004 to 0.006.
 */
const SHARP_SHARE = 0.007;
/** Working pixels that a verdict reaches beyond the pixel it is about: the block's rest, a block, the longer distance. */
export const FOCUS_REACH = BLOCK - 1 + BLOCK + 2;

/** Rectangles of the working grid. */
export interface FocusPlace {
  /** Where the pixels lie: FOCUS_REACH around `judged`, as far as the slide goes. */
  readonly at: PixelRect;
  readonly judged: PixelRect;
  /** The part of `judged` whose pixels are counted. */
  readonly owned: PixelRect;
}

/**
 * Sets both marks to 0 where `rgb` is out of focus, within `judged`, and returns how many pixels of tissue in `owned` that
 * took.
 * Blocks are those of the working grid, so how the slide is cut into tiles cannot be seen. The verdict needs texture, not
 * darkness: it asks which part of the green channel's variation is sharp, in a square of three blocks.
 */
export function leaveOutBlurred(
  rgb: RgbRaster,
  { at, judged, owned }: FocusPlace,
  { counts, inTissue }: PixelMarks,
): number {
  const sums = blockSums(rgb, at);
  let cleared = 0;
  for (let row = Math.floor(judged.y / BLOCK); row * BLOCK < judged.y + judged.height; row++)
    for (let column = Math.floor(judged.x / BLOCK); column * BLOCK < judged.x + judged.width; column++) {
      if (!isBlurred(sums, column, row)) continue;
      const block = { x: column * BLOCK, y: row * BLOCK, width: BLOCK, height: BLOCK };
      cleared += countIn(inTissue, at, intersection(block, owned));
      clear(inTissue, at, intersection(block, judged));
      clear(counts, at, intersection(block, judged));
    }
  return cleared;
}

/** What is summed per block: pixels, green, its squares, and per distance the squared differences and their number. */
const SUMS = 7;

interface BlockSums {
  readonly firstColumn: number;
  readonly firstRow: number;
  readonly columns: number;
  readonly rows: number;
  /** SUMS whole numbers a block. */
  readonly values: Float64Array;
}

function blockSums(rgb: RgbRaster, at: PixelRect): BlockSums {
  const firstColumn = Math.floor(at.x / BLOCK);
  const firstRow = Math.floor(at.y / BLOCK);
  const columns = Math.ceil((at.x + at.width) / BLOCK) - firstColumn;
  const rows = Math.ceil((at.y + at.height) / BLOCK) - firstRow;
  const sums = { firstColumn, firstRow, columns, rows, values: new Float64Array(SUMS * columns * rows) };
  for (let y = at.y % SKIP; y < rgb.height; y += SKIP) {
    const row = Math.floor((at.y + y) / BLOCK) - firstRow;
    for (let column = 0; column < columns; column++) {
      const left = (firstColumn + column) * BLOCK - at.x;
      addRun(rgb, y, Math.max(at.x % SKIP, left), left + BLOCK, sums.values, SUMS * (row * columns + column));
    }
  }
  return sums;
}

/** Adds a row of a block; a difference belongs to its left or upper pixel. */
function addRun(
  { width, height, values }: RgbRaster,
  y: number,
  from: number,
  to: number,
  sums: Float64Array,
  at: number,
): void {
  const [below1, below2] = [y + 1 < height ? 3 * width : 0, y + 2 < height ? 6 * width : 0];
  let [pixels, green, squares, near, nearPairs, far, farPairs] = [0, 0, 0, 0, 0, 0, 0];
  for (let x = from; x < to && x < width; x += SKIP) {
    const i = 3 * (y * width + x) + 1;
    const own = values[i]!;
    const right1 = x + 1 < width ? values[i + 3]! - own : 0;
    const right2 = x + 2 < width ? values[i + 6]! - own : 0;
    const down1 = values[i + below1]! - own;
    const down2 = values[i + below2]! - own;
    pixels++;
    green += own;
    squares += own * own;
    near += right1 * right1 + down1 * down1;
    nearPairs += (x + 1 < width ? 1 : 0) + (below1 > 0 ? 1 : 0);
    far += right2 * right2 + down2 * down2;
    farPairs += (x + 2 < width ? 1 : 0) + (below2 > 0 ? 1 : 0);
  }
  sums[at]! += pixels;
  sums[at + 1]! += green;
  sums[at + 2]! += squares;
  sums[at + 3]! += near;
  sums[at + 4]! += nearPairs;
  sums[at + 5]! += far;
  sums[at + 6]! += farPairs;
}

/**
 * Noise adds the same at every distance. Over 0.5 and 1 um a smooth image differs as the square of the distance, so noise
 * is what is left at distance 0, (4 near - far) / 3, and the sharp part over 0.5 um is (far - near) / 3.
 */
function isBlurred(
  { firstColumn, firstRow, columns, rows, values }: BlockSums,
  column: number,
  row: number,
): boolean {
  let [structure, weight, near, nearPairs, far, farPairs] = [0, 0, 0, 0, 0, 0];
  for (let y = Math.max(0, row - 1 - firstRow); y < Math.min(rows, row + 2 - firstRow); y++)
    for (
      let x = Math.max(0, column - 1 - firstColumn);
      x < Math.min(columns, column + 2 - firstColumn);
      x++
    ) {
      const at = SUMS * (y * columns + x);
      const pixels = values[at]!;
      // Twice the sum of squares about the block's mean.
      if (pixels > 0) structure += 2 * (values[at + 2]! - (values[at + 1]! * values[at + 1]!) / pixels);
      weight += pixels;
      near += values[at + 3]!;
      nearPairs += values[at + 4]!;
      far += values[at + 5]!;
      farPairs += values[at + 6]!;
    }
  const [e1, e2] = [near / Math.max(1, nearPairs), far / Math.max(1, farPairs)];
  const signal = structure / Math.max(1, weight) - Math.max(0, (4 * e1 - e2) / 3);
  return weight >= LEAST_PIXELS && signal >= LEAST_STRUCTURE && (e2 - e1) / 3 < SHARP_SHARE * signal;
}

function clear(marks: Uint8Array, at: PixelRect, part: PixelRect | undefined): void {
  if (!part) return;
  for (let y = part.y - at.y; y < part.y - at.y + part.height; y++) {
    const first = y * at.width + part.x - at.x;
    marks.fill(0, first, first + part.width);
  }
}

function countIn(marks: Uint8Array, at: PixelRect, part: PixelRect | undefined): number {
  if (!part) return 0;
  let count = 0;
  for (let y = part.y - at.y; y < part.y - at.y + part.height; y++) {
    const first = y * at.width + part.x - at.x;
    for (let i = first; i < first + part.width; i++) count += marks[i]!;
  }
  return count;
}
