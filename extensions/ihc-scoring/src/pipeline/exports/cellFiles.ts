import { cellFeatures, GEOJSON_HEAD, GEOJSON_TAIL } from './cellFeatures';
import { CELLS_CSV_HEAD, cellRows } from './cellRows';
import type { CellsOfResult } from './cellsOfResult';
import type { Signature } from './signature';

/**
 * All lines of cells.geojson, one cell at a time: a slide of a million cells is never one text.
 * @param signature of a signed result: a member of the collection that QuPath passes over.
 */
export function* geoJsonOf(
  { tables, settings, seen }: CellsOfResult,
  signature?: Signature,
): Generator<string> {
  yield signature ? signedHead(signature) : GEOJSON_HEAD;
  let written = 0;
  for (const table of tables) {
    yield* cellFeatures(table, settings, written === 0, seen(table));
    written += table.count;
  }
  yield GEOJSON_TAIL;
}

const signedHead = (signature: Signature): string =>
  GEOJSON_HEAD.replace('"features"', () => `"signed":${JSON.stringify(signature)},"features"`);

/** All lines of cells.csv, one cell at a time; cells are numbered from 1. */
export function* cellsCsvOf({ tables, settings, seen }: CellsOfResult): Generator<string> {
  yield CELLS_CSV_HEAD;
  let written = 0;
  for (const table of tables) {
    yield* cellRows(table, settings, written + 1, seen(table));
    written += table.count;
  }
}
