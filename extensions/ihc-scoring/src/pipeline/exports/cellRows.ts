import { csvRow, type CsvValue } from '@timescope/core/csv';
import type { CellTable } from '../cellTable';
import { isCompleteBorder } from '../scores/slideSums';
import type { Settings } from '../settings';
import { cellView, density, rounded, type EditOfCell } from './cellText';

/**
 * Positions in matrix pixels, areas in square micrometres, optical densities. The last columns say what the tool said of
 * a cell that a reader changed; they are empty for all others.
 */
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
  'included',
  'tool_class',
  'tool_grade',
  'tool_type',
]);

/**
 * One row a cell; an empty grade says that the measured compartment has no pixels.
 * @param cells with the tool's codes.
 */
export function* cellRows(
  cells: CellTable,
  settings: Settings,
  firstNumber: number,
  editOf: EditOfCell = () => undefined,
): Generator<string> {
  for (let cell = 0; cell < cells.count; cell++) {
    yield csvRow([firstNumber + cell, ...rowOf(cells, cell, settings, editOf)]);
  }
}

const COMPARTMENTS = ['other', 'tumour', 'stroma'];
const TYPES = ['other', 'tumour', 'immune'];

function rowOf(cells: CellTable, cell: number, settings: Settings, editOf: EditOfCell): CsvValue[] {
  const edit = editOf(cell);
  const view = cellView(cells, cell, settings, edit);
  const tool = edit && cellView(cells, cell, settings);
  return [
    rounded(cells.centroids[2 * cell], 2),
    rounded(cells.centroids[2 * cell + 1], 2),
    view.className,
    view.grade,
    COMPARTMENTS[cells.compartment[cell] ?? 0],
    TYPES[view.type],
    density(cells.nucleusDab[cell]),
    density(cells.nucleusHaematoxylin[cell]),
    density(cells.cytoplasmDab[cell]),
    density(cells.membraneDab[cell]),
    isCompleteBorder(cells, cell, settings) ? 1 : 0,
    density(cells.cellDab[cell]),
    rounded(cells.nucleusAreaUm2[cell], 2),
    rounded(cells.cellAreaUm2[cell], 2),
    view.isIncluded ? 1 : 0,
    tool?.className,
    tool?.grade,
    tool && TYPES[tool.type],
  ];
}
