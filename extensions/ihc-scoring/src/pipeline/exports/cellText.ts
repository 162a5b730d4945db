import { cellClassName, cellClassRgb } from '../cellClasses';
import type { CellTable } from '../cellTable';
import type { Grade } from '../intensity';
import { measuredColumn } from '../measuredColumn';
import { COUNTED, LEFT_OUT } from '../scores/slideSums';
import type { Settings } from '../settings';

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

/** As the table's codes say: the tool's, or the reader's of a table that a reader has seen. */
export function cellView(cells: CellTable, cell: number, settings: Settings): CellView {
  const grade = gradeAt(cells, cell, settings);
  const type = cells.type[cell] ?? 0;
  const kind = { compartment: cells.compartment[cell] ?? 0, type };
  const isIncluded = cells.inclusion?.[cell] !== LEFT_OUT;
  return {
    className: grade === undefined ? 'Not evaluable' : cellClassName(grade, settings.preset, kind),
    rgb: cellClassRgb(grade ?? 0, settings.preset),
    grade,
    type,
    isIncluded,
    ...(!isIncluded && IGNORED),
  };
}

/** What the reader made otherwise, in words; undefined where both say the same. */
export function changesOf(tool: CellView, reader: CellView): string | undefined {
  const said = [
    ...(reader.isIncluded ? [] : ['left out']),
    ...(reader.grade === tool.grade ? [] : ['grade changed']),
    ...(reader.type === tool.type ? [] : ['type changed']),
  ];
  return said.length === 0 ? undefined : said.join(', ');
}

/** A cell whose measured part is missing has a grade only when a reader gave it one. */
function gradeAt(cells: CellTable, cell: number, settings: Settings): Grade | undefined {
  const value = measuredColumn(cells, settings.measured)[cell] ?? Number.NaN;
  const isGraded = !Number.isNaN(value) || cells.inclusion?.[cell] === COUNTED;
  return isGraded ? ((cells.grade[cell] ?? 0) as Grade) : undefined;
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
