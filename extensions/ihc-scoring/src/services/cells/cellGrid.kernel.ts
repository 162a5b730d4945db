import type { CellList } from './cellList';

/** Squares that hold the numbers of the cells whose centre lies in them: a search looks at a few squares only. */
export interface CellGrid {
  /** Upper left corner and side of a square, in matrix pixels. */
  readonly x: number;
  readonly y: number;
  readonly side: number;
  readonly columns: number;
  readonly rows: number;
  /** The cells of square s are members[starts[s]] ... members[starts[s + 1] - 1], ascending. */
  readonly starts: Uint32Array;
  readonly members: Uint32Array;
  readonly centroids: Float32Array;
}

/** Cells of a square on average, over the box around all cells. Ours: fewer squares would make a click slower. */
const CELLS_A_SQUARE = 4;

/** @throws RangeError for positions that are not finite */
export function cellGrid({ centroids, count }: Pick<CellList, 'centroids' | 'count'>): CellGrid {
  if (centroids.length !== 2 * count) throw new RangeError('Each cell has two coordinates');
  let [x, y, right, lower] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let k = 0; k < centroids.length; k += 2) {
    x = Math.min(x, centroids[k]!);
    right = Math.max(right, centroids[k]!);
    y = Math.min(y, centroids[k + 1]!);
    lower = Math.max(lower, centroids[k + 1]!);
  }
  if (count === 0) [x, y, right, lower] = [0, 0, 0, 0];
  if (!Number.isFinite(x + y + right + lower)) throw new RangeError('Every cell has a finite position');
  const side = Math.max(1, Math.sqrt(((right - x) * (lower - y) * CELLS_A_SQUARE) / Math.max(1, count)));
  const most = Math.ceil(Math.sqrt(Math.max(1, count)) * 64);
  const columns = Math.min(most, Math.floor((right - x) / side) + 1);
  const rows = Math.min(most, Math.floor((lower - y) / side) + 1);
  const squareOf = (k: number) =>
    Math.min(rows - 1, Math.floor((centroids[2 * k + 1]! - y) / side)) * columns +
    Math.min(columns - 1, Math.floor((centroids[2 * k]! - x) / side));
  const starts = new Uint32Array(columns * rows + 1);
  for (let k = 0; k < count; k++) starts[squareOf(k) + 1]!++;
  for (let s = 1; s < starts.length; s++) starts[s]! += starts[s - 1]!;
  const members = new Uint32Array(count);
  const next = starts.slice(0, -1);
  for (let k = 0; k < count; k++) members[next[squareOf(k)]!++] = k;
  return { x, y, side, columns, rows, starts, members, centroids };
}

export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Numbers of the cells whose centre lies in the half-open box; in no order that is promised. */
export function cellsInBox(grid: CellGrid, { x0, y0, x1, y1 }: Box): number[] {
  const { centroids, members, starts } = grid;
  const found: number[] = [];
  const place = (value: number, from: number, most: number) =>
    Math.max(0, Math.min(most - 1, Math.floor((value - from) / grid.side)));
  const [left, right] = [place(x0, grid.x, grid.columns), place(x1, grid.x, grid.columns)];
  const [upper, lower] = [place(y0, grid.y, grid.rows), place(y1, grid.y, grid.rows)];
  for (let row = upper; row <= lower; row++) {
    const end = starts[row * grid.columns + right + 1]!;
    for (let at = starts[row * grid.columns + left]!; at < end; at++) {
      const cell = members[at]!;
      const [x, y] = [centroids[2 * cell]!, centroids[2 * cell + 1]!];
      if (x >= x0 && x < x1 && y >= y0 && y < y1) found.push(cell);
    }
  }
  return found;
}
