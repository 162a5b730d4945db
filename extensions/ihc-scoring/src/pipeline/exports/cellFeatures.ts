import { ringOf, type CellTable } from '../cellTable';
import { isCompleteBorder } from '../scores/slideSums';
import type { Settings } from '../settings';
import { cellView, changesOf, density, rounded, type CellView } from './cellText';

export const GEOJSON_HEAD = '{"type":"FeatureCollection","features":[\n';
export const GEOJSON_TAIL = '\n]}\n';

/**
 * QuPath's GeoJSON of a table's cells, a feature at a time. Class, grade and type are the reader's; where they are not
 * the tool's, what the tool said stays in the measurements "Tool: ..." and in the metadata of that cell.
 * @param cells with the tool's codes. @param seen the same cells with the reader's.
 */
export function* cellFeatures(
  cells: CellTable,
  settings: Settings,
  isFirst: boolean,
  seen: CellTable = cells,
): Generator<string> {
  for (let cell = 0; cell < cells.count; cell++) {
    const comma = isFirst && cell === 0 ? '' : ',\n';
    yield comma + JSON.stringify(featureOf(cells, seen, cell, settings));
  }
}

function featureOf(cells: CellTable, seen: CellTable, cell: number, settings: Settings) {
  const tool = cellView(cells, cell, settings);
  const reader = cellView(seen, cell, settings);
  const changes = changesOf(tool, reader);
  return {
    type: 'Feature',
    geometry: polygonOf(ringOf(cells.cells, cell)),
    nucleusGeometry: polygonOf(ringOf(cells.nuclei, cell)),
    properties: {
      objectType: 'cell',
      classification: { name: reader.className, color: reader.rgb },
      measurements: present({
        ...measured(cells, cell, settings, reader),
        ...(changes !== undefined && toolMeasurements(tool, reader)),
      }),
      ...(changes !== undefined && { metadata: { 'Tool class': tool.className, Reader: changes } }),
    },
  };
}

/** QuPath's names where it has one; what a cell lacks is left out. */
function measured(
  cells: CellTable,
  cell: number,
  settings: Settings,
  view: CellView,
): Record<string, number | undefined> {
  return {
    'Nucleus: DAB OD mean': density(cells.nucleusDab[cell]),
    'Nucleus: Hematoxylin OD mean': density(cells.nucleusHaematoxylin[cell]),
    'Cytoplasm: DAB OD mean': density(cells.cytoplasmDab[cell]),
    'Membrane: DAB OD mean': density(cells.membraneDab[cell]),
    'Membrane: DAB OD P10': density(cells.membraneDabP10[cell]),
    'Membrane: complete': isCompleteBorder(cells, cell, settings) ? 1 : 0,
    'Cell: DAB OD mean': density(cells.cellDab[cell]),
    'Nucleus: Area µm^2': rounded(cells.nucleusAreaUm2[cell], 2),
    'Cell: Area µm^2': rounded(cells.cellAreaUm2[cell], 2),
    'DAB grade': view.grade,
    Compartment: cells.compartment[cell],
    'Cell type': view.type,
  };
}

/** Only of cells that a reader changed: a file without edits is what it always was. */
const toolMeasurements = (tool: CellView, reader: CellView): Record<string, number | undefined> => ({
  Included: reader.isIncluded ? 1 : 0,
  'Tool: DAB grade': tool.grade,
  'Tool: Cell type': tool.type,
});

const present = (values: Record<string, number | undefined>): Record<string, number> =>
  Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );

/** GeoJSON repeats the first point at the end. */
function polygonOf(ring: Float32Array) {
  const points = Array.from({ length: ring.length / 2 }, (_, k) => [
    rounded(ring[2 * k], 2) ?? 0,
    rounded(ring[2 * k + 1], 2) ?? 0,
  ]);
  const [first] = points;
  return { type: 'Polygon', coordinates: [first ? [...points, first] : points] };
}
