import { cellClassName, cellClassRgb } from '../cellClasses';
import type { CellTable } from '../cellTable';
import type { Grade } from '../intensity';
import type { CellEdit } from '../reading/reading';
import { measuredColumn } from '../scores/slideSums';
import type { Settings } from '../settings';

/** What a reader said of the cells of one table, by index; without it nobody changed any. */
export type EditOfCell = (cell: number) => CellEdit | undefined;

/** Class, grade and type of a cell as somebody sees it. */
export interface CellView {
  readonly className: string;
  readonly rgb: readonly [number, number, number];
  /** Undefined where the measured compartment has no pixels. */
  readonly grade: Grade | undefined;
  readonly type: number;
  readonly isIncluded: boolean;
}

/** QuPath leaves a class whose name ends with a star out of its counts; name and colour are its own. */
const IGNORED = { className: 'Ignore*', rgb: [180, 180, 180] } as const;

/** As a reader sees a cell of a table that holds the tool's codes; without an edit as the tool does. */
export function cellView(cells: CellTable, cell: number, settings: Settings, edit?: CellEdit): CellView {
  const grade = edit?.grade ?? gradeAt(cells, cell, settings);
  const type = edit?.type ?? cells.type[cell] ?? 0;
  const kind = { compartment: cells.compartment[cell] ?? 0, type };
  const isIncluded = edit?.isIncluded !== false;
  return {
    className: grade === undefined ? 'Not evaluable' : cellClassName(grade, settings.preset, kind),
    rgb: cellClassRgb(grade ?? 0, settings.preset),
    grade,
    type,
    isIncluded,
    ...(!isIncluded && IGNORED),
  };
}

function gradeAt(cells: CellTable, cell: number, settings: Settings): Grade | undefined {
  const value = measuredColumn(cells, settings.measured)[cell] ?? Number.NaN;
  return Number.isNaN(value) ? undefined : ((cells.grade[cell] ?? 0) as Grade);
}

/** Digits that bring a 32-bit float back as it was: grades at a threshold can be found again. */
const FLOAT_DIGITS = 9;

export function density(value: number | undefined): number | undefined {
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

export function rounded(value: number | undefined, digits: number): number | undefined {
  return value === undefined || Number.isNaN(value) ? undefined : Number(value.toFixed(digits));
}
