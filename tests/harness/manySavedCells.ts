import type { SlideToSave } from '@timescope/extension-ihc-scoring/evidence/slideToSave';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { rescoredResult } from '@timescope/extension-ihc-scoring/pipeline/reading/rescore';

/** A measured slide as if it held at least so many cells: its own, again and again, each copy elsewhere. */
export function manySavedCells(small: SlideToSave, cells: number): SlideToSave {
  const { tables } = small.measurement;
  const copies = Math.ceil(cells / tables.reduce((sum, { count }) => sum + count, 0));
  const many = Array.from({ length: copies }, (_, at) => tables.map(table => moved(table, at))).flat();
  const measurement = { ...small.measurement, tables: many };
  const result = rescoredResult(measurement, {
    ...{ thresholds: undefined, edits: [], leftOut: [], pcms: undefined },
  });
  return { ...small, result, measurement: { ...measurement, result } };
}

/** One row of copies below the other. */
function moved(table: CellTable, copy: number): CellTable {
  const shift = { x: 1000 * (copy % 40), y: 1000 * Math.floor(copy / 40) };
  const shifted = (xy: Float32Array) =>
    Float32Array.from(xy, (value, at) => value + (at % 2 === 0 ? shift.x : shift.y));
  return {
    ...table,
    centroids: shifted(table.centroids),
    nuclei: { ...table.nuclei, xy: shifted(table.nuclei.xy) },
    cells: { ...table.cells, xy: shifted(table.cells.xy) },
  };
}
