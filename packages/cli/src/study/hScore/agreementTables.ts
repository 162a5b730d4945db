import {
  meanAbsoluteError,
  meanPercentageError,
} from '@timescope/core/statistics/agreement/measurementError';
import type { ResamplePlan } from '@timescope/core/statistics/bootstrap';
import { variance } from '@timescope/core/statistics/computable';
import { spearman } from '@timescope/core/statistics/correlation';
import { pairedBootstrap } from '@timescope/core/statistics/pairedBootstrap';
import { weightedSpearman } from '@timescope/core/statistics/weightedStatistics';
import { pWords } from '../../stats/options';
import { estimateWords, intervalWords, NOT_EVALUABLE, pCell } from '../shownNumbers';
import { rowsOfSets, usedRows, type StudyCohort } from '../studyCohort';
import { absent, type Panel, type ShownRow, type TidyCell } from '../studyParts';
import { MEAN, methodsOf, nameOf, pathologistsOf } from './readers';

/** Ours: Fisher's interval of Spearman's rho covers less than 95 % of strong correlations in smaller samples. */
const FEW = 25;

/** Table 1: rank correlations of methods and pathologists in each set, and the methods compared. */
export function correlationTable(cohort: StudyCohort, sets: readonly string[], plan: ResamplePlan): Panel {
  const { table } = cohort;
  const [methods, pathologists] = [methodsOf(table), pathologistsOf(table)];
  const pairs = [
    ...methods.flatMap(method => [...pathologists, MEAN].map(truth => [method, truth] as const)),
    ...(pathologists.length === 2 ? [[pathologists[0] ?? '', pathologists[1] ?? ''] as const] : []),
  ];
  const found = sets.flatMap(set =>
    pairs.flatMap(([a, b]) => {
      const { rows, missing } = usedRows(rowsOfSets(cohort, set), [a, b]);
      // A reader who scored no slide of a set has no line there.
      if (rows.count === 0) return [];
      return [{ set, a, b, n: rows.count, said: spearman(rows.numbers(a), rows.numbers(b)), missing }];
    }),
  );
  return {
    letter: '',
    title: "Spearman's rank correlation",
    content: {
      kind: 'table',
      head: ['Set', 'H-scores of', 'and of', 'n', '\u03c1', '95 % interval', 'P'],
      rows: found.map(({ set, a, b, n, said }): ShownRow => {
        const values =
          said.kind === 'computed'
            ? [said.value.toFixed(2), intervalWords(said), pCell(said.p)]
            : [NOT_EVALUABLE, '', ''];
        return { cells: [set, nameOf(a), nameOf(b), String(n), ...values] };
      }),
      data: {
        columns: ['set', 'a', 'b', 'n', 'rho', 'lower', 'upper', 'p'],
        rows: found.map(({ set, a, b, n, said }): TidyCell[] => [
          set,
          a,
          b,
          n,
          ...(said.kind === 'computed'
            ? [said.value, said.lower, said.upper, said.p]
            : [null, null, null, null]),
        ]),
      },
    },
    notes: [
      "Intervals by Fisher's transformation, as in the paper: of correlations near 0.84 they cover about 91 %, not 95 %. The mean is of the pathologists who scored the slide.",
      ...found.flatMap(({ set, a, b, n, said }) =>
        said.kind === 'computed'
          ? n < FEW
            ? [`${set}, ${nameOf(a)} and ${nameOf(b)}: ${n} slides, the interval may cover less than 95 %.`]
            : []
          : [`${set}, ${nameOf(a)} and ${nameOf(b)}: ${NOT_EVALUABLE}, ${said.reason}.`],
      ),
      ...sets.flatMap(set => comparison(cohort, set, plan)),
    ],
    missing: found.flatMap(({ missing }) => missing),
  };
}

/** The framework's correlation with the mean less the rival's, by a paired bootstrap of the slides. */
function comparison(cohort: StudyCohort, set: string, plan: ResamplePlan): string[] {
  const methods = methodsOf(cohort.table);
  if (methods.length < 2) return [];
  const { rows } = usedRows(rowsOfSets(cohort, set), [...methods, MEAN]);
  const truth = rows.numbers(MEAN);
  if (spearman(rows.numbers(methods[0] ?? ''), truth).kind !== 'computed') return [];
  const { differences } = pairedBootstrap(
    rows.count,
    methods.toReversed().map(column => weightedSpearman(rows.numbers(column), truth)),
    plan,
  );
  return differences.map(
    difference =>
      `${set}: \u03c1 of the framework with the mean less that of the rival method: ${estimateWords(difference, 3)}, paired bootstrap (${plan.replicates} resamples of ${rows.count} slides, seed ${plan.seed}) ${pWords(difference.p)}.`,
  );
}

/** Errors of each method against the mean of the pathologists, in H-score points and in percent. */
export function errorTable(cohort: StudyCohort, sets: readonly string[], plan: ResamplePlan): Panel {
  const title = 'Errors against the mean of the pathologists';
  const found = sets.flatMap(set =>
    methodsOf(cohort.table).flatMap(method => {
      const { rows, missing } = usedRows(rowsOfSets(cohort, set), [method, MEAN]);
      const [measured, truth] = [rows.numbers(method), rows.numbers(MEAN)];
      const absolute = meanAbsoluteError(measured, truth, plan);
      if (absolute.kind !== 'computed') return [];
      const errors = measured.map((value, k) => Math.abs(value - (truth[k] ?? NaN)));
      return [
        { set, method, errors, absolute, percent: meanPercentageError(measured, truth, plan), missing },
      ];
    }),
  );
  if (found.length === 0) return absent(title, 'no slide was scored by a method and a pathologist');
  return {
    letter: '',
    title,
    content: {
      kind: 'table',
      head: ['Set', 'Method', 'n', 'Mean absolute error (95 % interval)', 'SD', 'Range', 'Mean percentage error (95 % interval)'], // prettier-ignore
      rows: found.map(({ set, method, errors, absolute, percent }) => ({
        cells: [
          set,
          nameOf(method),
          String(absolute.n),
          estimateWords(absolute, 1),
          spread(errors)?.toFixed(1) ?? '',
          `${Math.min(...errors).toFixed(0)} to ${Math.max(...errors).toFixed(0)}`,
          percent.kind === 'computed'
            ? `${estimateWords(percent.signed, 1)} %`
            : `${NOT_EVALUABLE}: ${percent.reason}`,
        ],
      })),
      data: {
        columns: ['set', 'method', 'n', 'mae', 'lower', 'upper', 'sd', 'mpe', 'mpe_lower', 'mpe_upper'],
        rows: found.map(({ set, method, errors, absolute, percent }): TidyCell[] => [
          set,
          method,
          absolute.n,
          absolute.value,
          absolute.lower,
          absolute.upper,
          spread(errors) ?? null,
          ...(percent.kind === 'computed'
            ? [percent.signed.value, percent.signed.lower, percent.signed.upper]
            : [null, null, null]),
        ]),
      },
    },
    notes: [`Percentile intervals of ${plan.replicates} resamples of the slides, seed ${plan.seed}.`],
    missing: found.flatMap(({ missing }) => missing),
  };
}

const spread = (values: readonly number[]): number | undefined =>
  values.length < 2 ? undefined : Math.sqrt(variance(values));
