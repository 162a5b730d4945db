import { csvRow, type CsvValue } from '@timescope/core/csv';
import type { CellTable } from '../cellTable';
import { isCompleteBorder } from '../scores/slideSums';
import type { Settings } from '../settings';
import { cellView, changesOf, density, rounded } from './cellText';

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
  'membrane_dab_od_p10',
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
 * @param cells with the tool's codes. @param seen the same cells with the reader's.
 */
export function* cellRows(
  cells: CellTable,
  settings: Settings,
  firstNumber: number,
  seen: CellTable = cells,
): Generator<string> {
  for (let cell = 0; cell < cells.count; cell++) {
    yield csvRow([firstNumber + cell, ...rowOf(cells, seen, cell, settings)]);
  }
}

const COMPARTMENTS = ['other', 'tumour', 'stroma'];
const TYPES = ['other', 'tumour', 'immune'];

function rowOf(cells: CellTable, seen: CellTable, cell: number, settings: Settings): CsvValue[] {
  const tool = cellView(cells, cell, settings);
  const reader = cellView(seen, cell, settings);
  const said = changesOf(tool, reader) === undefined ? undefined : tool;
  return [
    rounded(cells.centroids[2 * cell], 2),
    rounded(cells.centroids[2 * cell + 1], 2),
    reader.className,
    reader.grade,
    COMPARTMENTS[cells.compartment[cell] ?? 0],
    TYPES[reader.type],
    density(cells.nucleusDab[cell]),
    density(cells.nucleusHaematoxylin[cell]),
    density(cells.cytoplasmDab[cell]),
    density(cells.membraneDab[cell]),
    density(cells.membraneDabP10[cell]),
    isCompleteBorder(cells, cell, settings) ? 1 : 0,
    density(cells.cellDab[cell]),
    rounded(cells.nucleusAreaUm2[cell], 2),
    rounded(cells.cellAreaUm2[cell], 2),
    reader.isIncluded ? 1 : 0,
    said?.className,
    said?.grade,
    said && TYPES[said.type],
  ];
}
