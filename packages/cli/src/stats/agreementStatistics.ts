import { blandAltmanPlot, scatterPlot } from '@timescope/core/plots/pairPlots';
import { blandAltman as blandAltmanOf } from '@timescope/core/statistics/agreement/blandAltman';
import { cohenKappa } from '@timescope/core/statistics/agreement/cohenKappa';
import {
  meanAbsoluteError,
  meanPercentageError,
} from '@timescope/core/statistics/agreement/measurementError';
import { diceOf } from '@timescope/core/statistics/agreement/overlap';
import type { Computable } from '@timescope/core/statistics/computable';
import {
  pearson as pearsonOf,
  spearman as spearmanOf,
  type Correlation,
} from '@timescope/core/statistics/correlation';
import { intraclassCorrelations } from '@timescope/core/statistics/icc';
import { usage } from '../radiomicsOptions';
import type { CompleteRows } from './completeRows';
import { refused } from './csvTable';
import { listed, needed, noAnswer, planOf, pWords, within } from './options';
import type { Statistic, StatOptions } from './statisticTypes';

/** The ratings of one rater and subject in every row, as a table of subjects and raters. */
function ratingTable(rows: CompleteRows, options: StatOptions) {
  const [subjects, raters] = [rows.words(needed(options, 'subject')), rows.words(needed(options, 'rater'))];
  const values = rows.words(needed(options, 'value'));
  const bySubject = new Map<string, Map<string, string>>();
  subjects.forEach((subject, row) => {
    const own = bySubject.get(subject) ?? new Map<string, string>();
    const rater = raters[row] ?? '';
    if (own.has(rater))
      throw refused(`Rater ${rater} has rated subject ${subject} twice (line ${rows.lines[row] ?? ''}).`);
    bySubject.set(subject, own.set(rater, values[row] ?? ''));
  });
  const names = [...new Set(raters)];
  const whole = [...bySubject].filter(([, own]) => names.every(name => own.has(name)));
  return {
    raters: names,
    table: whole.map(([, own]) => names.map(name => own.get(name) ?? '')),
    incomplete: [...bySubject]
      .filter(([, own]) => !names.every(name => own.has(name)))
      .map(([subject]) => subject),
  };
}

const longColumns = (options: StatOptions) => [
  needed(options, 'subject'),
  needed(options, 'rater'),
  needed(options, 'value'),
];

const incompleteWarning = (subjects: readonly string[]): string[] =>
  subjects.length === 0
    ? []
    : [
        `Subjects left out, not rated by every rater: ${subjects.length} (${subjects.slice(0, 10).join(', ')}).`,
      ];

export const icc: Statistic = {
  usage: '--subject S --rater R --value V',
  columns: longColumns,
  answer(rows, options) {
    rows.numbers(needed(options, 'value'));
    const { raters, table, incomplete } = ratingTable(rows, options);
    const said = intraclassCorrelations(table.map(ratings => ratings.map(Number)));
    if (said.kind !== 'computed')
      return { ...noAnswer(said, 'icc21', 'icc31'), warnings: incompleteWarning(incomplete) };
    return {
      document: {
        subjects: said.subjects,
        raters,
        icc21: said.icc21,
        icc31: said.icc31,
        incompleteSubjects: incomplete,
      },
      warnings: incompleteWarning(incomplete),
      said: [
        `ICC(2,1) ${within(said.icc21)}`,
        `ICC(3,1) ${within(said.icc31)}`,
        `${said.subjects} subjects, ${raters.length} raters`,
      ],
    };
  },
};

export const kappa: Statistic = {
  usage: '--subject S --rater R --value V | --x RATER1 --y RATER2 [--order A,B,C]',
  columns: options => (options.x === undefined ? longColumns(options) : pairColumns(options)),
  answer(rows, options) {
    const order = options.order === undefined ? undefined : listed(options.order);
    const long = options.x === undefined ? ratingTable(rows, options) : undefined;
    if (long && long.raters.length !== 2)
      throw usage(
        `Cohen's kappa compares two raters; the column ${needed(options, 'rater')} names ${long.raters.length}.`,
        'Keep the rows of two of them.',
      );
    const [a, b] = long
      ? [0, 1].map(rater => long.table.map(ratings => ratings[rater] ?? ''))
      : pairColumns(options).map(rows.words);
    const said = cohenKappa(a ?? [], b ?? [], order);
    const warnings = incompleteWarning(long?.incomplete ?? []);
    if (said.kind !== 'computed') return { ...noAnswer(said, 'kappa', 'lower', 'upper'), warnings };
    const { n, plain, linear, quadratic, observed, categories, counts } = said;
    const keys = ({ value, ...interval }: typeof plain) => ({ kappa: value, ...interval });
    return {
      document: {
        ...keys(plain),
        linear: keys(linear),
        quadratic: keys(quadratic),
        n,
        observed,
        categories,
        counts,
      },
      warnings,
      said: [
        `Kappa ${within(plain)}`,
        `Quadratic weights ${within(quadratic)}, linear ${within(linear)}`,
        `${n} subjects, agreement ${(100 * observed).toFixed(1)} %`,
      ],
    };
  },
};

const pairColumns = (options: StatOptions) => [needed(options, 'x'), needed(options, 'y')];
const pairUsage = '--x A --y B [--unit NAME]';

function correlationStatistic(
  symbol: string,
  key: string,
  of: (x: readonly number[], y: readonly number[]) => Computable<Correlation>,
): Statistic {
  return {
    usage: pairUsage,
    columns: pairColumns,
    answer(rows, options) {
      const [nameX, nameY] = [needed(options, 'x'), needed(options, 'y')];
      const [x, y] = [rows.numbers(nameX), rows.numbers(nameY)];
      const said = of(x, y);
      if (said.kind !== 'computed') return noAnswer(said, key, 'lower', 'upper', 'p');
      const { value, lower, upper, p, n } = said;
      const label = (name: string) => (options.unit === undefined ? name : `${name} (${options.unit})`);
      return {
        document: { [key]: value, lower, upper, p, n },
        said: [`${symbol} ${within(said)}, ${pWords(p)}, n = ${n}`],
        plot: () =>
          scatterPlot(x, y, said, {
            labelX: label(nameX),
            labelY: label(nameY),
            symbol,
            isSameUnit: options.unit !== undefined,
          }),
      };
    },
  };
}

export const spearman = correlationStatistic("Spearman's \u03c1", 'rho', spearmanOf);
export const pearson = correlationStatistic("Pearson's r", 'cor', pearsonOf);

export const blandAltman: Statistic = {
  usage: pairUsage,
  columns: pairColumns,
  answer(rows, options) {
    const [nameA, nameB] = [needed(options, 'x'), needed(options, 'y')];
    const [a, b] = [rows.numbers(nameA), rows.numbers(nameB)];
    const said = blandAltmanOf(a, b);
    if (said.kind !== 'computed') return noAnswer(said, 'bias', 'lowerLimit', 'upperLimit');
    const { n, bias, sd, lowerLimit, upperLimit, trend } = said;
    return {
      document: { n, bias, sd, lowerLimit, upperLimit, trend: trend.kind === 'computed' ? trend : null },
      notEvaluable: trend.kind === 'computed' ? {} : { trend: trend.reason },
      warnings:
        trend.kind === 'computed' && trend.p < 0.05
          ? [
              `The difference changes with the size of the value (r ${trend.value.toFixed(2)}, ${pWords(trend.p)}): one bias does not fit all.`,
            ]
          : [],
      said: [
        `Bias ${nameA} - ${nameB}: ${within(bias)}`,
        `Limits of agreement ${lowerLimit.value.toFixed(3)} to ${upperLimit.value.toFixed(3)}, n = ${n}`,
      ],
      plot: () => blandAltmanPlot(a, b, said, { nameA, nameB, unit: options.unit }),
    };
  },
};

export const error: Statistic = {
  usage: '--x MEASURED --y TRUTH [--replicates N] [--seed N]',
  columns: pairColumns,
  answer(rows, options) {
    const [measured, truth] = pairColumns(options).map(rows.numbers);
    const plan = planOf(options);
    const absolute = meanAbsoluteError(measured ?? [], truth ?? [], plan);
    if (absolute.kind !== 'computed') return noAnswer(absolute, 'mae', 'mpe', 'mape');
    const percent = meanPercentageError(measured ?? [], truth ?? [], plan);
    const { n, value, lower, upper } = absolute;
    return {
      document: {
        n,
        mae: { value, lower, upper },
        mpe: percent.kind === 'computed' ? percent.signed : null,
        mape: percent.kind === 'computed' ? percent.absolute : null,
        ...plan,
      },
      notEvaluable: percent.kind === 'computed' ? {} : { mpe: percent.reason, mape: percent.reason },
      warnings:
        percent.kind === 'computed' && percent.leftOut > 0
          ? [`${percent.leftOut} rows with a true value of 0 have no percentage.`]
          : [],
      said: [
        `Mean absolute error ${within(absolute)}, n = ${n}`,
        ...(percent.kind === 'computed'
          ? [
              `Mean percentage error ${within(percent.signed, 2)} %, absolute ${within(percent.absolute, 2)} %`,
            ]
          : []),
      ],
    };
  },
};

const overlapColumns = (options: StatOptions) => ['both', 'x', 'y'].map(name => needed(options, name));

/** Of pixels Dice, of objects F1, from what each row counts. */
export const dice: Statistic = {
  usage: '--both SHARED --x FOUND --y TRUE [--replicates N] [--seed N]',
  columns: overlapColumns,
  answer(rows, options) {
    const [both = [], found = [], truth = []] = overlapColumns(options).map(rows.numbers);
    const plan = planOf(options);
    const said = diceOf({ both, found, truth }, plan);
    if (said.kind !== 'computed') return noAnswer(said, 'dice', 'lower', 'upper');
    const { value, lower, upper, n } = said;
    return {
      document: { dice: value, lower, upper, n, ...plan },
      said: [`Dice (of objects: F1) ${within(said)}, n = ${n}`],
    };
  },
};
