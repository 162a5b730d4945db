import {
  emptyCellTable,
  type CellTable,
  type PolygonTable,
} from '../../../../../extensions/ihc-scoring/src/pipeline/cellTable';

export interface HandCell {
  readonly x: number;
  readonly y: number;
  readonly dab?: number;
  readonly grade?: number;
}

/** Cells with square nuclei of side 4 and square borders of side 8 around the given centres. */
export function handTable(cells: readonly HandCell[]): CellTable {
  const values = (of: (cell: HandCell) => number) => Float32Array.from(cells, of);
  const codes = (of: (cell: HandCell) => number) => Uint8Array.from(cells, of);
  const dab = values(cell => cell.dab ?? 0);
  return {
    ...emptyCellTable(),
    count: cells.length,
    centroids: Float32Array.from(cells.flatMap(({ x, y }) => [x, y])),
    nuclei: squares(cells, 2),
    cells: squares(cells, 4),
    nucleusDab: dab,
    nucleusHaematoxylin: values(() => 0.3),
    cytoplasmDab: dab,
    membraneDab: dab,
    membraneDabP10: dab,
    cellDab: dab,
    nucleusAreaUm2: values(() => 16),
    cellAreaUm2: values(() => 64),
    grade: codes(cell => cell.grade ?? 0),
    compartment: codes(() => 0),
    type: codes(() => 0),
  };
}

/** `count` cells on a square lattice of the given step, with a DAB that is different for each. */
export const latticeTable = (count: number, step = 10): CellTable => {
  const side = Math.ceil(Math.sqrt(count));
  return handTable(
    Array.from({ length: count }, (_, k) => ({
      x: (k % side) * step + 5,
      y: Math.floor(k / side) * step + 5,
      dab: ((k * 7919) % count) / count,
    })),
  );
};

function squares(cells: readonly HandCell[], half: number): PolygonTable {
  return {
    xy: Float32Array.from(
      cells.flatMap(({ x, y }) => [
        x - half,
        y - half,
        x + half,
        y - half,
        x + half,
        y + half,
        x - half,
        y + half,
      ]),
    ),
    offsets: Uint32Array.from({ length: cells.length + 1 }, (_, k) => 4 * k),
  };
}
