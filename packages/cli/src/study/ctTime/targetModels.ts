import { areaUnderCurve, roc } from '@timescope/core/statistics/diagnostics/roc';
import { TARGETS, type Target } from '@timescope/core/result/predictionResult';
import type { CsvTable } from '../../stats/csvTable';
import {
  DEVELOPMENT,
  lacks,
  requireNumbers,
  rowsOfSets,
  usedRows,
  withColumn,
  type StudyCohort,
} from '../studyCohort';
import type { DevelopmentValue } from '../studyParts';

export const TARGET_TITLES: Readonly<Record<Target, string>> = {
  tsr: 'TSR',
  tils: 'TILs',
  is: 'IS',
  time: 'TIME',
};

/** One network's probability of a high value of a target: the column TARGET_MODEL, like `tsr_densenet-169`. */
export interface TargetModel {
  readonly target: Target;
  readonly model: string;
  readonly column: string;
  /** Youden's on the development rows; undefined where there is none, with the reason. */
  readonly threshold: number | undefined;
  readonly reason: string;
}

/** The networks of each target, in the order of the columns. */
export function targetModels(cohort: StudyCohort): TargetModel[] {
  return TARGETS.flatMap(target =>
    cohort.table.columns
      .filter(column => column.startsWith(`${target}_`))
      .map(column => ({
        target,
        model: column.slice(target.length + 1),
        column,
        ...threshold(cohort, target, column),
      })),
  );
}

function threshold(cohort: StudyCohort, target: Target, column: string) {
  const table = rowsOfSets(cohort, DEVELOPMENT);
  const { rows } = usedRows(table, [target, column]);
  const said = roc(rows.numbers(column), rows.yesNo(target));
  if (said.kind !== 'computed') return { threshold: undefined, reason: said.reason };
  // Of thresholds with the same index the lowest, as `timescope stats roc`.
  const best = said.youden.find(({ threshold: value }) => Number.isFinite(value));
  return { threshold: best?.threshold, reason: best ? '' : 'no threshold is better than chance' };
}

export const thresholdValues = (models: readonly TargetModel[]): DevelopmentValue[] =>
  models.flatMap(({ target, model, threshold: value }) =>
    value === undefined
      ? []
      : [
          {
            name: `${TARGET_TITLES[target]}, ${model}: high from`,
            value,
            source: 'greatest sensitivity + specificity (Youden) on the development rows',
          },
        ],
  );

const PARTS = ['tsr', 'tils', 'is'] as const;

/**
 * The cohort with a column `time`. Where it has none: high where at least two of the three are high (ours; the paper's 0 to
 * 3 points an item and its bound of 2 only meet in this way).
 */
export function withTime(cohort: StudyCohort): StudyCohort {
  const { table } = cohort;
  if (lacks(table, 'time').length === 0 || lacks(table, ...PARTS).length > 0) return cohort;
  const { rows } = usedRows(table, PARTS);
  const parts = PARTS.map(column => rows.yesNo(column));
  const highs = (row: number) => parts.filter(values => values[row] === true).length;
  const time = new Map(rows.lines.map((line, row) => [line, highs(row) >= 2 ? '1' : '0']));
  return { ...cohort, table: withColumn(table, 'time', time) };
}

/** @throws TimescopeError where a probability lies outside 0 to 1 */
export function requireProbabilities(table: CsvTable, models: readonly TargetModel[]): void {
  const beginnings = TARGETS.map(target => `${target}_`).join(', ');
  requireNumbers(
    table,
    models.map(({ column }) => column),
    { least: 0, most: 1 },
    `a network's probability from 0 to 1 is expected (as in every column that begins with ${beginnings})`,
  );
}

/** Whether a column looks like a yes or no of the patient rather than a network's probability. */
export function hasTwoValues(table: CsvTable, { column }: TargetModel): boolean {
  return new Set(usedRows(table, [column]).rows.numbers(column)).size <= 2;
}

/** Probabilities and labels of one network in one set. */
export function labelled(cohort: StudyCohort, set: string, { target, column }: TargetModel) {
  const { rows, missing } = usedRows(rowsOfSets(cohort, set), [target, column]);
  return {
    probability: rows.numbers(column),
    isHigh: rows.yesNo(target),
    cases: rows.words('case'),
    missing,
  };
}

/** An area has an interval only where both classes have rows enough. */
export function areaOf(probability: readonly number[], isHigh: readonly boolean[]) {
  const high = isHigh.filter(Boolean).length;
  return high < 2 || isHigh.length - high < 2 ? undefined : areaUnderCurve(probability, isHigh);
}
