import { cut2, groupOf } from '@timescope/core/statistics/cut2';
import { percentileRanks } from '@timescope/core/statistics/percentileRank';
import { refused, type CsvTable } from '../../stats/csvTable';
import {
  DEVELOPMENT,
  rowsOfSets,
  usedRows,
  withColumn,
  type StudyCohort,
  type UsedRows,
} from '../studyCohort';
import type { DevelopmentValue, MissingRow } from '../studyParts';

/** Xu et al. 2021, "Stroma-immune score": thirds of the development group, from low to high. */
export const CLASSES = ['low', 'intermediate', 'high'] as const;

export interface ImmuneScores {
  /** The table with the columns NAME_percentile of both markers, NAME_score, NAME_class and NAME_group (low or high). */
  readonly table: CsvTable;
  readonly development: readonly DevelopmentValue[];
  readonly missing: readonly MissingRow[];
}

/**
 * The mean of the CD3 and CD8 percentiles of each row among the development rows, 0 to 100, and the classes that cut2 makes
 * of the development rows' scores. @param name of the new columns. @param densities cells/mm2 of CD3 and CD8
 * @throws TimescopeError where the development rows give no three classes
 */
export function immuneScores(
  cohort: StudyCohort,
  name: string,
  densities: readonly [cd3: string, cd8: string],
): ImmuneScores {
  const learnt = usedRows(rowsOfSets(cohort, DEVELOPMENT), densities).rows;
  const { rows, missing } = usedRows(cohort.table, densities);
  if (learnt.count === 0) throw refused(`No development row has ${densities.join(' and ')}.`);
  const percentiles = (of: UsedRows['rows']) =>
    densities.map(column => percentileRanks(learnt.numbers(column), of.numbers(column)));
  const scoreOf = (of: UsedRows['rows']) => {
    const [cd3 = [], cd8 = []] = percentiles(of);
    return cd3.map((value, row) => toNineDigits((value + (cd8[row] ?? NaN)) / 2));
  };
  const cut = cut2(scoreOf(learnt), CLASSES.length);
  if (cut.kind !== 'computed' || cut.groups < CLASSES.length)
    throw refused(`The development rows' scores (${densities.join(', ')}) cannot be cut into three classes.`);
  const scores = scoreOf(rows);
  const classes = scores.map(score => CLASSES[groupOf(score, cut.cuts)] ?? CLASSES[0]);
  const groups = classes.map(word => (word === 'low' ? 'low' : 'high'));
  const byLine = (values: readonly (string | number)[]) =>
    new Map(rows.lines.map((line, row) => [line, String(values[row] ?? '')]));
  const columns: readonly (readonly [string, readonly (string | number)[]])[] = [
    ...percentiles(rows).map((values, k) => [`${densities[k] ?? ''}_percentile`, values] as const),
    [`${name}_score`, scores],
    [`${name}_class`, classes],
    [`${name}_group`, groups],
  ];
  return {
    table: columns.reduce(
      (table, [column, values]) => withColumn(table, column, byLine(values)),
      cohort.table,
    ),
    development: cut.cuts.slice(1, -1).map((value, k) => ({
      name: `${name.replaceAll('_', '-')} score: ${CLASSES[k + 1] ?? ''} from`,
      value,
      source: `cut2 in three of the scores (mean of two percentiles) of ${learnt.count} development rows`,
    })),
    missing,
  };
}

/** Sums of shares that are equal may differ in the last bit, and one of them would fall below a cut that the other meets. */
const toNineDigits = (score: number): number => Math.round(score * 1e9) / 1e9;
