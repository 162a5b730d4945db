import type { CellTable } from '../../pipeline/cellTable';
import type { CellType } from '../../pipeline/cellTypes/classClick';
import { gradeOf, type Grade, type GradeThresholds } from '../../pipeline/intensity';
import type { Measured } from '../../pipeline/presets/preset';
import type { ToolCell } from '../../pipeline/reading/cellEdits';
import type { CellEdit } from '../../pipeline/reading/reading';
import { measuredColumn } from '../../pipeline/measuredColumn';
import { centreOf, column, placeOf, type CellList } from './cellList';
import { distancesTo, type Near } from './doubt';

/** The cells of a measurement with all that is needed to say what the tool and what the reader thinks of each. */
export interface SeenCells {
  /** With the reader's codes. */
  readonly list: CellList;
  /** The same cells with the tool's codes. */
  readonly toolTables: readonly CellTable[];
  readonly measured: Measured;
  /** In force now. */
  readonly thresholds: GradeThresholds;
  /** Without it only the first threshold counts. */
  readonly isGraded: boolean;
  readonly editAt: (x: number, y: number) => CellEdit | undefined;
}

/** One cell as the tool sees it and as the reader does. */
export interface SeenCell {
  readonly tool: ToolCell;
  readonly edit: CellEdit | undefined;
  /** The reader's, else the tool's; undefined where it is not evaluable. */
  readonly grade: Grade | undefined;
  readonly type: CellType;
  readonly isIncluded: boolean;
  /** Optical density of what the preset measures; NaN where it has no pixels. */
  readonly od: number;
}

/** @returns undefined for a number that no cell has */
export function seenCell(seen: SeenCells, cell: number): SeenCell | undefined {
  const place = placeOf(seen.list, cell);
  if (!place) return undefined;
  const { x, y } = centreOf(seen.list, cell);
  const edit = seen.editAt(x, y);
  const od = measuredColumn(place.table, seen.measured)[place.index] ?? NaN;
  const toolTable = seen.toolTables[seen.list.tables.indexOf(place.table)];
  const tool: ToolCell = {
    x,
    y,
    grade: Number.isNaN(od) ? undefined : gradeOf(od, seen.thresholds),
    type: typeCode(toolTable?.type[place.index]),
    isIncluded: isToolIncluded(place.table.inclusion?.[place.index], edit),
  };
  return {
    tool,
    edit,
    od,
    grade: edit?.grade ?? tool.grade,
    type: edit?.type ?? tool.type,
    isIncluded: edit?.isIncluded ?? tool.isIncluded,
  };
}

export type CellColumn = 'number' | 'grade' | 'od' | 'distance' | 'compartment' | 'type' | 'area';
export const CELL_COLUMNS = [
  'number',
  'grade',
  'od',
  'distance',
  'compartment',
  'type',
  'area',
] as const satisfies readonly CellColumn[];

/** One value a cell to sort by; NaN where there is none. */
export function columnValues(seen: SeenCells, of: CellColumn, near: Near): Float32Array {
  const { list } = seen;
  switch (of) {
    case 'number':
      return Float32Array.from({ length: list.count }, (_, cell) => cell);
    case 'od':
      return column(list, table => measuredColumn(table, seen.measured));
    case 'distance':
      return distances(seen, near);
    case 'grade':
      return column(list, table => table.grade);
    case 'compartment':
      return column(list, table => table.compartment);
    case 'type':
      return column(list, table => table.type);
    case 'area':
      return column(list, table => table.nucleusAreaUm2);
  }
}

const distances = (seen: SeenCells, near: Near): Float32Array =>
  distancesTo(columnValues(seen, 'od', near), seen.thresholds, near, seen.isGraded);

export const distanceOf = (seen: SeenCells, od: number, near: Near): number =>
  distancesTo(Float32Array.of(od), seen.thresholds, near, seen.isGraded)[0] ?? NaN;

/** Left out by an area, unless the reader says so of the cell itself; only such a cell can be brought back by an edit. */
function isToolIncluded(inclusion: number | undefined, edit: CellEdit | undefined): boolean {
  return edit?.isIncluded === undefined ? inclusion !== 0 : !edit.isIncluded;
}

const typeCode = (code: number | undefined): CellType => (code === 1 || code === 2 ? code : 0);
