/**
 * Closed rings in full-resolution matrix pixels (see core/frames: corner origin, centres at +0.5), one a cell.
 * The ring of cell i is xy[2 * offsets[i]] ... xy[2 * offsets[i + 1]], as x, y, x, y; its last point joins its first.
 */
export interface PolygonTable {
  readonly xy: Float32Array<ArrayBuffer>;
  /** count + 1 entries, counted in points. */
  readonly offsets: Uint32Array<ArrayBuffer>;
}

/** The cells of a slide as plain typed arrays, so that a worker hands them over without a copy. */
export interface CellTable {
  readonly count: number;
  /** Centre of the nucleus: x, y, x, y, in matrix pixels. */
  readonly centroids: Float32Array<ArrayBuffer>;
  readonly nuclei: PolygonTable;
  /** The nucleus grown to the border of the cell. A cell whose growth was blocked has its nucleus here. */
  readonly cells: PolygonTable;
  /** Mean DAB optical density on the nucleus, white-corrected. */
  readonly dabMean: Float32Array<ArrayBuffer>;
  /** Mean haematoxylin optical density on the nucleus, white-corrected. */
  readonly hMean: Float32Array<ArrayBuffer>;
  /** Area of the nucleus in square micrometres. */
  readonly areaUm2: Float32Array<ArrayBuffer>;
  /** 0 negative, 1 weak, 2 moderate, 3 strong. */
  readonly grade: Uint8Array<ArrayBuffer>;
}

/** One ring as a view into the table. */
export function ringOf(polygons: PolygonTable, cell: number): Float32Array<ArrayBuffer> {
  const from = polygons.offsets[cell] ?? 0;
  return polygons.xy.subarray(2 * from, 2 * (polygons.offsets[cell + 1] ?? from));
}

/** What to pass as the transfer list of postMessage. The sender's table is empty afterwards. */
export function transferablesOf(table: CellTable): ArrayBuffer[] {
  return columnsOf(table).map(column => column.buffer);
}

export const emptyCellTable = (): CellTable => concatCellTables([]);

/** The cells of all tables, in their order. */
export function concatCellTables(tables: readonly CellTable[]): CellTable {
  return {
    count: tables.reduce((sum, table) => sum + table.count, 0),
    centroids: concatFloats(tables.map(table => table.centroids)),
    nuclei: concatPolygons(tables.map(table => table.nuclei)),
    cells: concatPolygons(tables.map(table => table.cells)),
    dabMean: concatFloats(tables.map(table => table.dabMean)),
    hMean: concatFloats(tables.map(table => table.hMean)),
    areaUm2: concatFloats(tables.map(table => table.areaUm2)),
    grade: Uint8Array.from(tables.flatMap(table => [...table.grade])),
  };
}

function concatFloats(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const joined = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function concatPolygons(parts: readonly PolygonTable[]): PolygonTable {
  const offsets = new Uint32Array(1 + parts.reduce((sum, part) => sum + part.offsets.length - 1, 0));
  let cell = 1;
  let points = 0;
  for (const part of parts) {
    for (const end of part.offsets.subarray(1)) offsets[cell++] = points + end;
    points += part.xy.length / 2;
  }
  return { xy: concatFloats(parts.map(part => part.xy)), offsets };
}

function columnsOf(table: CellTable) {
  const { centroids, nuclei, cells, dabMean, hMean, areaUm2, grade } = table;
  return [centroids, nuclei.xy, nuclei.offsets, cells.xy, cells.offsets, dabMean, hMean, areaUm2, grade];
}
