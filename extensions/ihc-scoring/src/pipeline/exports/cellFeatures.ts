import { ringOf, type CellTable } from '../cellTable';
import { isCompleteBorder } from '../scores/slideSums';
import type { Settings } from '../settings';
import { cellView, density, rounded, type CellView, type EditOfCell } from './cellText';

export const GEOJSON_HEAD = '{"type":"FeatureCollection","features":[\n';
export const GEOJSON_TAIL = '\n]}\n';

/**
 * QuPath's GeoJSON of a table's cells, a feature at a time. The class, grade and type are the reader's where `editOf`
 * says so; what the tool said stays in the measurements "Tool: ..." and in the metadata of that cell.
 * @param cells with the tool's codes.
 */
export function* cellFeatures(
  cells: CellTable,
  settings: Settings,
  isFirst: boolean,
  editOf: EditOfCell = () => undefined,
): Generator<string> {
  for (let cell = 0; cell < cells.count; cell++) {
    const comma = isFirst && cell === 0 ? '' : ',\n';
    yield comma + JSON.stringify(featureOf(cells, cell, settings, editOf));
  }
}

function featureOf(cells: CellTable, cell: number, settings: Settings, editOf: EditOfCell) {
  const edit = editOf(cell);
  const view = cellView(cells, cell, settings, edit);
  const tool = edit && cellView(cells, cell, settings);
  return {
    type: 'Feature',
    geometry: polygonOf(ringOf(cells.cells, cell)),
    nucleusGeometry: polygonOf(ringOf(cells.nuclei, cell)),
    properties: {
      objectType: 'cell',
      classification: { name: view.className, color: view.rgb },
      measurements: present({ ...measured(cells, cell, settings, view), ...toolMeasurements(view, tool) }),
      ...(tool && { metadata: { 'Tool class': tool.className, Reader: changes(view, tool) } }),
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
    'Membrane: complete': isCompleteBorder(cells, cell, settings) ? 1 : 0,
    'Cell: DAB OD mean': density(cells.cellDab[cell]),
    'Nucleus: Area µm^2': rounded(cells.nucleusAreaUm2[cell], 2),
    'Cell: Area µm^2': rounded(cells.cellAreaUm2[cell], 2),
    'DAB grade': view.grade,
    Compartment: cells.compartment[cell],
    'Cell type': view.type,
  };
}

/** Only of cells that a reader touched: a file without edits is what it always was. */
function toolMeasurements(view: CellView, tool: CellView | undefined): Record<string, number | undefined> {
  return tool
    ? { Included: view.isIncluded ? 1 : 0, 'Tool: DAB grade': tool.grade, 'Tool: Cell type': tool.type }
    : {};
}

function changes(view: CellView, tool: CellView): string {
  const said = [
    ...(view.isIncluded ? [] : ['excluded']),
    ...(view.grade === tool.grade ? [] : ['grade changed']),
    ...(view.type === tool.type ? [] : ['type changed']),
  ];
  return said.length === 0 ? 'confirmed' : said.join(', ');
}

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
