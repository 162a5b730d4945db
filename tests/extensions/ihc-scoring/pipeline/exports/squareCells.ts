import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';

/** One cell of the table: its centre and the mean DAB of every compartment of it. */
export interface SquareCell {
  readonly x: number;
  readonly y: number;
  readonly dab: number;
  readonly compartment?: number;
  readonly type?: number;
}

/** Square nuclei of 4 px within square cells of 8 px, all negative until they are graded. */
export function squareCells(cells: readonly SquareCell[]): CellTable {
  const dab = () => Float32Array.from(cells, cell => cell.dab);
  const code = (name: 'compartment' | 'type') => Uint8Array.from(cells, cell => cell[name] ?? 0);
  return {
    count: cells.length,
    centroids: Float32Array.from(cells.flatMap(({ x, y }) => [x, y])),
    nuclei: squares(cells, 2),
    cells: squares(cells, 4),
    nucleusDab: dab(),
    nucleusHaematoxylin: dab(),
    cytoplasmDab: dab(),
    membraneDab: dab(),
    membraneDabP10: dab(),
    cellDab: dab(),
    nucleusAreaUm2: new Float32Array(cells.length).fill(16),
    cellAreaUm2: new Float32Array(cells.length).fill(64),
    grade: new Uint8Array(cells.length),
    compartment: code('compartment'),
    type: code('type'),
  };
}

const squares = (cells: readonly SquareCell[], half: number) => ({
  xy: Float32Array.from(
    cells.flatMap(({ x, y }) => [
      ...[x - half, y - half, x + half, y - half],
      ...[x + half, y + half, x - half, y + half],
    ]),
  ),
  offsets: Uint32Array.from({ length: cells.length + 1 }, (_, cell) => 4 * cell),
});
