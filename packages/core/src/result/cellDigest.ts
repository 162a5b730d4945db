import { sha256Bytes } from '../sha256';

/**
 * Eight 32-bit words of a number below 2^256, the least first: the sum, modulo 2^256, of the SHA-256 of every cell. A sum
 * does not know the order of its parts, so neither tiling nor the number of workers can show in it. It tells whether two
 * runs found the same cells; it is no seal against someone who makes up cells on purpose.
 */
export type CellDigest = Uint32Array<ArrayBuffer>;

/** One number of a cell, `perCell` of them side by side, rounded to whole numbers of 1 / scale. */
export interface HashedColumn {
  readonly values: ArrayLike<number>;
  readonly perCell: number;
  readonly scale: number;
}

/** Rings of which cell i has the points offsets[i] ... offsets[i + 1] of xy. */
export interface HashedRings {
  readonly xy: ArrayLike<number>;
  readonly offsets: ArrayLike<number>;
  readonly scale: number;
}

export interface HashedCells {
  readonly count: number;
  readonly columns: readonly HashedColumn[];
  readonly rings: readonly HashedRings[];
}

export const emptyDigest = (): CellDigest => new Uint32Array(8);

/** The digest of a set of cells, in any order. */
export function digestOfCells(cells: HashedCells): CellDigest {
  const digest = emptyDigest();
  const row = new Int32Array(wordsOfLongestRow(cells));
  const bytes = new Uint8Array(row.buffer);
  for (let cell = 0; cell < cells.count; cell++) {
    const words = writeRow(cells, cell, row);
    addDigest(digest, wordsOf(sha256Bytes(bytes.subarray(0, 4 * words))));
  }
  return digest;
}

/** Adds `part` to `digest`, modulo 2^256. */
export function addDigest(digest: CellDigest, part: ArrayLike<number>): void {
  let carry = 0;
  for (let word = 0; word < 8; word++) {
    const sum = (digest[word] ?? 0) + (part[word] ?? 0) + carry;
    digest[word] = sum;
    carry = sum >= 2 ** 32 ? 1 : 0;
  }
}

/** 64 hex digits, the most significant first. */
export const digestHex = (digest: ArrayLike<number>): string =>
  Array.from(digest, word => word.toString(16).padStart(8, '0'))
    .reverse()
    .join('');

/**
 * A cell as 32-bit whole numbers in the machine's byte order, which is little-endian wherever Node and browsers run: its
 * columns one after the other, then each ring's number of points and its points.
 * @returns how many words were written.
 */
function writeRow({ columns, rings }: HashedCells, cell: number, row: Int32Array): number {
  let at = 0;
  for (const { values, perCell, scale } of columns)
    for (let k = cell * perCell; k < (cell + 1) * perCell; k++) row[at++] = rounded(values[k], scale);
  for (const { xy, offsets, scale } of rings) {
    const from = offsets[cell] ?? 0;
    const to = offsets[cell + 1] ?? from;
    row[at++] = to - from;
    for (let k = 2 * from; k < 2 * to; k++) row[at++] = rounded(xy[k], scale);
  }
  return at;
}

/** Stands for a value that could not be measured; no rounded value comes near it. */
const NOT_MEASURED = -(2 ** 31);

function rounded(value: number | undefined, scale: number): number {
  return value === undefined || Number.isNaN(value) ? NOT_MEASURED : Math.round(value * scale);
}

function wordsOfLongestRow({ count, columns, rings }: HashedCells): number {
  const fixed = columns.reduce((sum, { perCell }) => sum + perCell, 0) + rings.length;
  let longest = 0;
  for (let cell = 0; cell < count; cell++) {
    const points = rings.reduce(
      (sum, { offsets }) => sum + (offsets[cell + 1] ?? 0) - (offsets[cell] ?? 0),
      0,
    );
    longest = Math.max(longest, points);
  }
  return fixed + 2 * longest;
}

const wordsOf = (bytes: Uint8Array): Uint32Array =>
  new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
