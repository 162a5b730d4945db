import { csvRow, type CsvValue } from '@timescope/core/csv';
import { cellClassName, cellClassRgb } from '@timescope/extension-ihc-scoring/pipeline/cellClasses';
import { ringOf, type CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import type { Grade } from '@timescope/extension-ihc-scoring/pipeline/intensity';
import { isCompleteBorder, measuredColumn } from '@timescope/extension-ihc-scoring/pipeline/scores/slideSums';
import type { Settings } from '@timescope/extension-ihc-scoring/pipeline/settings';

export const GEOJSON_HEAD = '{"type":"FeatureCollection","features":[\n';
export const GEOJSON_TAIL = '\n]}\n';

/** QuPath's GeoJSON of a tile's cells, a feature at a time. */
export function* cellFeatures(cells: CellTable, settings: Settings, isFirst: boolean): Generator<string> {
  for (let cell = 0; cell < cells.count; cell++) {
    const comma = isFirst && cell === 0 ? '' : ',\n';
    yield comma + JSON.stringify(featureOf(cells, cell, settings));
  }
}

/** Positions in matrix pixels, areas in square micrometres, optical densities. */
export const CELLS_CSV_HEAD = csvRow([
  'cell',
  'x_px',
  'y_px',
  'class',
  'grade',
  'compartment',
  'type',
  'nucleus_dab_od_mean',
  'nucleus_haematoxylin_od_mean',
  'cytoplasm_dab_od_mean',
  'membrane_dab_od_mean',
  'membrane_complete',
  'cell_dab_od_mean',
  'nucleus_area_um2',
  'cell_area_um2',
]);

/** One row a cell; an empty grade says that the measured compartment has no pixels. */
export function* cellRows(cells: CellTable, settings: Settings, firstNumber: number): Generator<string> {
  for (let cell = 0; cell < cells.count; cell++) {
    yield csvRow([firstNumber + cell, ...rowOf(cells, cell, settings)]);
  }
}

const COMPARTMENTS = ['other', 'tumour', 'stroma'];
const TYPES = ['other', 'tumour', 'immune'];

function rowOf(cells: CellTable, cell: number, settings: Settings): CsvValue[] {
  return [
    rounded(cells.centroids[2 * cell], 2),
    rounded(cells.centroids[2 * cell + 1], 2),
    classOf(cells, cell, settings),
    gradeAt(cells, cell, settings),
    COMPARTMENTS[cells.compartment[cell] ?? 0],
    TYPES[cells.type[cell] ?? 0],
    density(cells.nucleusDab[cell]),
    density(cells.nucleusHaematoxylin[cell]),
    density(cells.cytoplasmDab[cell]),
    density(cells.membraneDab[cell]),
    isCompleteBorder(cells, cell, settings) ? 1 : 0,
    density(cells.cellDab[cell]),
    rounded(cells.nucleusAreaUm2[cell], 2),
    rounded(cells.cellAreaUm2[cell], 2),
  ];
}

function featureOf(cells: CellTable, cell: number, settings: Settings) {
  const grade = gradeAt(cells, cell, settings);
  return {
    type: 'Feature',
    geometry: polygonOf(ringOf(cells.cells, cell)),
    nucleusGeometry: polygonOf(ringOf(cells.nuclei, cell)),
    properties: {
      objectType: 'cell',
      classification: {
        name: classOf(cells, cell, settings),
        color: cellClassRgb(grade ?? 0, settings.preset),
      },
      measurements: measured(cells, cell, settings),
    },
  };
}

/** QuPath's names where it has one; what a cell lacks is left out. */
function measured(cells: CellTable, cell: number, settings: Settings): Record<string, number> {
  const values: Record<string, number | undefined> = {
    'Nucleus: DAB OD mean': density(cells.nucleusDab[cell]),
    'Nucleus: Hematoxylin OD mean': density(cells.nucleusHaematoxylin[cell]),
    'Cytoplasm: DAB OD mean': density(cells.cytoplasmDab[cell]),
    'Membrane: DAB OD mean': density(cells.membraneDab[cell]),
    'Membrane: complete': isCompleteBorder(cells, cell, settings) ? 1 : 0,
    'Cell: DAB OD mean': density(cells.cellDab[cell]),
    'Nucleus: Area µm^2': rounded(cells.nucleusAreaUm2[cell], 2),
    'Cell: Area µm^2': rounded(cells.cellAreaUm2[cell], 2),
    'DAB grade': gradeAt(cells, cell, settings),
    Compartment: cells.compartment[cell],
    'Cell type': cells.type[cell],
  };
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}

/** GeoJSON repeats the first point at the end. */
function polygonOf(ring: Float32Array) {
  const points = Array.from({ length: ring.length / 2 }, (_, k) => [
    rounded(ring[2 * k], 2) ?? 0,
    rounded(ring[2 * k + 1], 2) ?? 0,
  ]);
  const [first] = points;
  return { type: 'Polygon', coordinates: [first ? [...points, first] : points] };
}

function classOf(cells: CellTable, cell: number, settings: Settings): string {
  const grade = gradeAt(cells, cell, settings);
  if (grade === undefined) return 'Not evaluable';
  const kind = { compartment: cells.compartment[cell] ?? 0, type: cells.type[cell] ?? 0 };
  return cellClassName(grade, settings.preset, kind);
}

function gradeAt(cells: CellTable, cell: number, settings: Settings): Grade | undefined {
  const value = measuredColumn(cells, settings.measured)[cell] ?? Number.NaN;
  return Number.isNaN(value) ? undefined : ((cells.grade[cell] ?? 0) as Grade);
}

/** Digits that bring a 32-bit float back as it was: grades at a threshold can be found again. */
const FLOAT_DIGITS = 9;

function density(value: number | undefined): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : Number(shortest(value));
}

/** Most floats need only seven digits or eight. */
function shortest(value: number): string {
  for (let digits = 6; digits < FLOAT_DIGITS; digits++) {
    const text = value.toPrecision(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toPrecision(FLOAT_DIGITS);
}

function rounded(value: number | undefined, digits: number): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : Number(value.toFixed(digits));
}
