import type { DesignColumn } from '@timescope/core/statistics/design';
import { coxModel, type CoxModel } from '@timescope/core/statistics/survival/coxModel';
import { byLabel, type SurvivalTimes } from '@timescope/core/statistics/survival/survivalTimes';
import { refused, type CsvTable } from '../../stats/csvTable';
import type { CompleteRows } from '../../stats/completeRows';
import { DEVELOPMENT, rowsOfSets, usedRows, type StudyCohort } from '../studyCohort';

/** Follow-up in months. */
export const TIME = 'months';
const EVENT = 'death';

export const survivalOf = (rows: CompleteRows): SurvivalTimes => ({
  time: rows.numbers(TIME),
  hasEvent: rows.yesNo(EVENT),
});

/** One column of 0 and 1 for each word after the first. @throws TimescopeError at a word that is none of them */
export function wordColumns(rows: CompleteRows, column: string, words: readonly string[]): DesignColumn[] {
  const values = rows.words(column);
  const strange = values.findIndex(value => !words.includes(value));
  if (strange >= 0)
    throw refused(
      `Line ${rows.lines[strange] ?? ''} has the ${column} "${values[strange] ?? ''}", where ${words.join(', ')} are known from the development rows.`,
    );
  return words.slice(1).map(word => ({
    term: word,
    covariate: column,
    values: values.map(value => (value === word ? 1 : 0)),
  }));
}

/** The words of a column in the development rows, in order; the first is the reference. */
export const developmentWords = (cohort: StudyCohort, column: string): string[] =>
  byLabel(usedRows(rowsOfSets(cohort, DEVELOPMENT), [column]).rows.words(column)).map(([word]) => word);

/** The centres, where the cohort has a column `centre`. */
export const strataOf = (rows: CompleteRows, table: CsvTable): string[] | undefined =>
  table.columns.includes('centre') ? rows.words('centre') : undefined;

export const centreNote = (table: CsvTable): string[] =>
  table.columns.includes('centre') ? ['Each centre has a baseline hazard of its own.'] : [];

/** Cox's model; where the cohort has a column `centre`, with a baseline hazard for each. */
export function cox(rows: CompleteRows, columns: readonly DesignColumn[], table: CsvTable): CoxModel {
  return coxModel(survivalOf(rows), columns, strataOf(rows, table));
}

/** CD3+ and CD8+ cells/mm2 of stroma. */
export const STROMA = ['cd3_stroma', 'cd8_stroma'] as const;

/** The columns that every survival analysis of this table needs. */
export const survivalColumns = (table: CsvTable): string[] => [
  TIME,
  EVENT,
  ...STROMA,
  ...(table.columns.includes('centre') ? ['centre'] : []),
];
