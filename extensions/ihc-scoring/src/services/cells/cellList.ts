import { matrixPoint, type MatrixPoint } from '@timescope/core/frames';
import type { CellTable } from '../../pipeline/cellTable';

/** The cells of all tables under one running number each, in the order of the tables. Numbers count from 0. */
export interface CellList {
  readonly tables: readonly CellTable[];
  /** Number of the first cell of each table, then the count of all. */
  readonly starts: Uint32Array;
  readonly count: number;
  /** Centres of all nuclei: x, y, x, y, in matrix pixels. */
  readonly centroids: Float32Array;
}

/** Where a cell stands. */
export interface CellPlace {
  readonly table: CellTable;
  readonly index: number;
}

/** @param before A list whose positions are taken over when its cells are the same. */
export function cellList(tables: readonly CellTable[], before?: CellList): CellList {
  if (before && isSameCells(tables, before.tables)) return { ...before, tables };
  const starts = new Uint32Array(tables.length + 1);
  tables.forEach((table, t) => (starts[t + 1] = (starts[t] ?? 0) + table.count));
  const count = starts[tables.length] ?? 0;
  const centroids = new Float32Array(2 * count);
  tables.forEach((table, t) => centroids.set(table.centroids, 2 * (starts[t] ?? 0)));
  return { tables, starts, count, centroids };
}

/** Whether the tables hold the same cells; a change of grades or types shares the positions. */
export function isSameCells(a: readonly CellTable[], b: readonly CellTable[]): boolean {
  return a.length === b.length && a.every((table, t) => table.centroids === b[t]?.centroids);
}

/** @returns undefined for a number that no cell has */
export function placeOf(list: CellList, cell: number): CellPlace | undefined {
  let [from, to] = [0, list.tables.length];
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if ((list.starts[middle] ?? 0) <= cell) from = middle;
    else to = middle;
  }
  const table = list.tables[from];
  const index = cell - (list.starts[from] ?? 0);
  return table && index >= 0 && index < table.count ? { table, index } : undefined;
}

export const centreOf = (list: CellList, cell: number): MatrixPoint =>
  matrixPoint(list.centroids[2 * cell] ?? NaN, list.centroids[2 * cell + 1] ?? NaN);

/** One value a cell, of all tables. */
export function column(list: CellList, of: (table: CellTable) => Float32Array | Uint8Array): Float32Array {
  const values = new Float32Array(list.count);
  list.tables.forEach((table, t) => values.set(of(table), list.starts[t]));
  return values;
}
