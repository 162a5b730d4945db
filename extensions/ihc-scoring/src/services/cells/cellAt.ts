import type { MatrixPoint } from '@timescope/core/frames';
import { ringOf } from '../../pipeline/cellTable';
import { cellsInBox, type CellGrid } from './cellGrid.kernel';
import { placeOf, type CellList } from './cellList';

/** A cell's border lies nearer to its centre than this, in micrometres. Ours: its nucleus has at most 400 um2. */
const REACH_UM = 40;

/** The cell whose border encloses the point; of several the one with the nearest centre. */
export function cellAt(
  list: CellList,
  grid: CellGrid,
  { x, y }: MatrixPoint,
  mpp: number,
): number | undefined {
  return cellsAround(grid, { x, y }, mpp)
    .map(cell => ({ cell, distance: squaredDistance(list, cell, x, y) }))
    .sort((a, b) => a.distance - b.distance || a.cell - b.cell)
    .find(({ cell }) => isInCell(list, cell, x, y))?.cell;
}

/** The cells that may enclose the point, and others near it; in no order that is promised. */
export function cellsAround(
  grid: CellGrid,
  { x, y }: { readonly x: number; readonly y: number },
  mpp: number,
): number[] {
  const reach = REACH_UM / mpp;
  return cellsInBox(grid, { x0: x - reach, y0: y - reach, x1: x + reach, y1: y + reach });
}

/** The cells whose centre lies in a ring, ascending. */
export function cellsInRing(list: CellList, grid: CellGrid, ring: readonly MatrixPoint[]): number[] {
  const flat = Float64Array.from(ring.flatMap(({ x, y }) => [x, y]));
  const xs = ring.map(point => point.x);
  const ys = ring.map(point => point.y);
  const box = { x0: Math.min(...xs), y0: Math.min(...ys), x1: Math.max(...xs), y1: Math.max(...ys) };
  return cellsInBox(grid, box)
    .filter(cell => isInRing(flat, list.centroids[2 * cell] ?? NaN, list.centroids[2 * cell + 1] ?? NaN))
    .sort((a, b) => a - b);
}

/** The cell whose nucleus has exactly this centre, as an edit names it. */
export function cellNamed(grid: CellGrid, { x, y }: { x: number; y: number }): number | undefined {
  // The next float above x is at most x * 2^-23 away.
  const box = {
    x0: x,
    y0: y,
    x1: x + Math.abs(x) * 2 ** -23 + 2 ** -140,
    y1: y + Math.abs(y) * 2 ** -23 + 2 ** -140,
  };
  return cellsInBox(grid, box)
    .sort((a, b) => a - b)
    .find(cell => grid.centroids[2 * cell] === x && grid.centroids[2 * cell + 1] === y);
}

function squaredDistance({ centroids }: CellList, cell: number, x: number, y: number): number {
  const dx = (centroids[2 * cell] ?? NaN) - x;
  const dy = (centroids[2 * cell + 1] ?? NaN) - y;
  return dx * dx + dy * dy;
}

function isInCell(list: CellList, cell: number, x: number, y: number): boolean {
  const place = placeOf(list, cell);
  return place !== undefined && isInRing(ringOf(place.table.cells, place.index), x, y);
}

/** Even-odd; a point on an edge belongs to the side of greater x. */
function isInRing(ring: Float32Array | Float64Array, x: number, y: number): boolean {
  let isInside = false;
  let [x1, y1] = [ring[ring.length - 2] ?? NaN, ring[ring.length - 1] ?? NaN];
  for (let k = 0; k + 1 < ring.length; k += 2) {
    const [x2, y2] = [ring[k] ?? NaN, ring[k + 1] ?? NaN];
    if (y1 <= y !== y2 <= y && x1 + ((y - y1) / (y2 - y1)) * (x2 - x1) <= x) isInside = !isInside;
    [x1, y1] = [x2, y2];
  }
  return isInside;
}
