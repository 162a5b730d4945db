/**
 * Closed rings in full-resolution matrix pixels (see core/frames: corner origin, centres at +0.5), one a cell, of at most
 * 16 points and without crossings. The ring of cell i is xy[2 * offsets[i]] ... xy[2 * offsets[i + 1]], as x, y, x, y;
 * its last point joins its first.
 */
export interface PolygonTable {
  readonly xy: Float32Array<ArrayBuffer>;
  /** count + 1 entries, counted in points. */
  readonly offsets: Uint32Array<ArrayBuffer>;
}

/**
 * The cells of a slide as plain typed arrays, so that a worker hands them over without a copy. Optical densities and
 * areas are measured on the label raster. NaN where a compartment of a cell has no pixels: such a cell is not evaluable
 * for a preset that measures it.
 */
export interface CellTable extends CellMeasurements, CellCodes {
  readonly count: number;
  /** Centre of the nucleus: x, y, x, y, in matrix pixels. */
  readonly centroids: Float32Array<ArrayBuffer>;
  readonly nuclei: PolygonTable;
  /** The nucleus grown to the border of the cell. A cell whose growth was blocked has its nucleus here. */
  readonly cells: PolygonTable;
  /** What a reader judged: 0 left out, 1 counted, 2 not evaluable. Absent: every cell counts that could be measured. */
  readonly inclusion?: Uint8Array<ArrayBuffer>;
}

export interface CellMeasurements {
  /** Mean DAB optical density on the nucleus. */
  readonly nucleusDab: Float32Array<ArrayBuffer>;
  /** Mean haematoxylin optical density on the nucleus. */
  readonly nucleusHaematoxylin: Float32Array<ArrayBuffer>;
  /** Mean DAB on the cell less its nucleus. */
  readonly cytoplasmDab: Float32Array<ArrayBuffer>;
  /** Mean DAB within 1 um of the cell's border, on either side, nuclei left out. */
  readonly membraneDab: Float32Array<ArrayBuffer>;
  /** DAB that the darkest pixels between nucleus and 1 um outside the border reach in 90 % of the directions. */
  readonly membraneDabP10: Float32Array<ArrayBuffer>;
  /** Mean DAB on the cell with its nucleus. */
  readonly cellDab: Float32Array<ArrayBuffer>;
  /** In square micrometres, as the cell's. */
  readonly nucleusAreaUm2: Float32Array<ArrayBuffer>;
  readonly cellAreaUm2: Float32Array<ArrayBuffer>;
}

export interface CellCodes {
  /** Of the compartment that the preset measures: 0 negative or not evaluable, 1 weak, 2 moderate, 3 strong. */
  readonly grade: Uint8Array<ArrayBuffer>;
  /** Where the centroid lies: 0 other, 1 tumour, 2 stroma. */
  readonly compartment: Uint8Array<ArrayBuffer>;
  /** 0 other, 1 tumour cell, 2 immune cell. */
  readonly type: Uint8Array<ArrayBuffer>;
}

/** Whether a reader left the cell out. */
export const isLeftOut = ({ inclusion }: Pick<CellTable, 'inclusion'>, cell: number): boolean =>
  inclusion?.[cell] === 0;

/** One ring as a view into the table. */
export function ringOf(polygons: PolygonTable, cell: number): Float32Array<ArrayBuffer> {
  const from = polygons.offsets[cell] ?? 0;
  return polygons.xy.subarray(2 * from, 2 * (polygons.offsets[cell + 1] ?? from));
}

/** What to pass as the transfer list of postMessage. The sender's table is empty afterwards. */
export function transferablesOf(table: CellTable): ArrayBuffer[] {
  const { centroids, nuclei, cells } = table;
  const shapes = [centroids, nuclei.xy, nuclei.offsets, cells.xy, cells.offsets];
  const columns = [...MEASUREMENTS, ...CODES].map(name => table[name]);
  return [...shapes, ...columns].map(column => column.buffer);
}

export const emptyCellTable = (): CellTable => concatCellTables([]);

/** The cells of all tables, in their order. */
export function concatCellTables(tables: readonly CellTable[]): CellTable {
  return {
    count: tables.reduce((sum, table) => sum + table.count, 0),
    centroids: concatFloats(tables.map(table => table.centroids)),
    nuclei: concatPolygons(tables.map(table => table.nuclei)),
    cells: concatPolygons(tables.map(table => table.cells)),
    ...columnsBy(MEASUREMENTS, name => concatFloats(tables.map(table => table[name]))),
    ...columnsBy(CODES, name => concatBytes(tables.map(table => table[name]))),
  };
}

/** Some cells of a table, in the order of their indices; the tool's codes only. */
export function pickCells(table: CellTable, cells: readonly number[]): CellTable {
  const floats = (column: Float32Array) => Float32Array.from(cells, cell => column[cell] ?? Number.NaN);
  return {
    count: cells.length,
    centroids: Float32Array.from(
      cells.flatMap(cell => [...table.centroids.subarray(2 * cell, 2 * cell + 2)]),
    ),
    nuclei: pickPolygons(table.nuclei, cells),
    cells: pickPolygons(table.cells, cells),
    ...columnsBy(MEASUREMENTS, name => floats(table[name])),
    ...columnsBy(CODES, name => Uint8Array.from(cells, cell => table[name][cell] ?? 0)),
  };
}

export function pickPolygons(polygons: PolygonTable, cells: readonly number[]): PolygonTable {
  const rings = cells.map(cell => ringOf(polygons, cell));
  const offsets = new Uint32Array(cells.length + 1);
  rings.forEach((ring, k) => (offsets[k + 1] = (offsets[k] ?? 0) + ring.length / 2));
  return { xy: concatFloats(rings), offsets };
}

export const MEASUREMENTS = [
  'nucleusDab',
  'nucleusHaematoxylin',
  'cytoplasmDab',
  'membraneDab',
  'membraneDabP10',
  'cellDab',
  'nucleusAreaUm2',
  'cellAreaUm2',
] as const satisfies readonly (keyof CellMeasurements)[];

const CODES = ['grade', 'compartment', 'type'] as const satisfies readonly (keyof CellCodes)[];

function columnsBy<Name extends string, Column>(names: readonly Name[], of: (name: Name) => Column) {
  return Object.fromEntries(names.map(name => [name, of(name)])) as Record<Name, Column>;
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

function concatBytes(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
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
