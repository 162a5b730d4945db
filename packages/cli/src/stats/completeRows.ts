import type { Covariate } from '@timescope/core/statistics/design';
import { usage } from '../radiomicsOptions';
import { refused, type CsvTable } from './csvTable';

/** Rows in which every column that is asked for has a value, and which rows were left out. */
export interface CompleteRows {
  readonly count: number;
  /** Lines of the file, in their order. */
  readonly lines: readonly number[];
  readonly leftOut: {
    readonly rows: number;
    readonly lines: readonly number[];
    readonly byColumn: Readonly<Record<string, number>>;
  };
  readonly words: (column: string) => string[];
  /** @throws TimescopeError at a cell that is no number */
  readonly numbers: (column: string) => number[];
  /** A column of 0 and 1, of true and false, or of the `positive` value and another. @throws TimescopeError */
  readonly yesNo: (column: string, positive?: string) => boolean[];
  /** Numbers when every cell is one and the column is not listed as categories. */
  readonly covariate: (column: string, categories: readonly string[]) => Covariate;
}

const MISSING = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'NULL', 'null']);

export function completeRows({ columns, rows, name }: CsvTable, asked: readonly string[]): CompleteRows {
  const at = new Map(columns.map((column, k) => [column, k]));
  for (const column of asked)
    if (!at.has(column))
      throw usage(`${name} has no column "${column}".`, `Its columns are ${columns.join(', ')}.`);
  const cell = (row: CsvTable['rows'][number], column: string) =>
    (row.cells[at.get(column) ?? -1] ?? '').trim();
  const missing = (column: string) => rows.filter(row => MISSING.has(cell(row, column)));
  const without = new Set(asked.flatMap(missing));
  const kept = rows.filter(row => !without.has(row));
  const words = (column: string) => kept.map(row => cell(row, column));
  const wrong = (column: string, isWrong: (word: string) => boolean, expected: string) => {
    const row = kept.find(one => isWrong(cell(one, column)));
    if (row)
      throw refused(
        `Line ${row.line} of ${name} has "${cell(row, column)}" in the column ${column}, where ${expected} is expected.`,
      );
  };
  const numbers = (column: string) => {
    wrong(column, word => !isNumber(word), 'a number');
    return words(column).map(Number);
  };
  return {
    count: kept.length,
    lines: kept.map(({ line }) => line),
    leftOut: {
      rows: without.size,
      lines: rows.filter(row => without.has(row)).map(({ line }) => line),
      byColumn: Object.fromEntries(
        asked.map(column => [column, missing(column).length] as const).filter(([, n]) => n > 0),
      ),
    },
    words,
    numbers,
    yesNo(column, positive) {
      if (positive !== undefined) return words(column).map(word => word === positive);
      wrong(column, word => yesOrNo(word) === undefined, '0 or 1 (or true or false)');
      return words(column).map(word => yesOrNo(word) === true);
    },
    covariate: (column, categories) =>
      !categories.includes(column) && words(column).every(isNumber)
        ? { kind: 'numbers', name: column, values: numbers(column) }
        : { kind: 'categories', name: column, values: words(column) },
  };
}

const isNumber = (word: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word);

function yesOrNo(word: string): boolean | undefined {
  if (/^(1(\.0+)?|true)$/i.test(word)) return true;
  return /^(0(\.0+)?|false)$/i.test(word) ? false : undefined;
}
