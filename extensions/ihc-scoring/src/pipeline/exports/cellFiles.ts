import { cellFeatures, GEOJSON_HEAD, GEOJSON_TAIL } from './cellFeatures';
import { CELLS_CSV_HEAD, cellRows } from './cellRows';
import type { CellsOfResult } from './cellsOfResult';

/** All lines of cells.geojson, one cell at a time: a slide of a million cells is never one text. */
export function* geoJsonOf({ tables, settings, seen }: CellsOfResult): Generator<string> {
  yield GEOJSON_HEAD;
  let written = 0;
  for (const table of tables) {
    yield* cellFeatures(table, settings, written === 0, seen(table));
    written += table.count;
  }
  yield GEOJSON_TAIL;
}

/** All lines of cells.csv, one cell at a time; cells are numbered from 1. */
export function* cellsCsvOf({ tables, settings, seen }: CellsOfResult): Generator<string> {
  yield CELLS_CSV_HEAD;
  let written = 0;
  for (const table of tables) {
    yield* cellRows(table, settings, written + 1, seen(table));
    written += table.count;
  }
}
