import { survivalPlot } from '@timescope/core/plots/survivalPlot';
import { bonferroni } from '@timescope/core/statistics/groups/bonferroni';
import { concordances } from '@timescope/core/statistics/survival/concordance';
import { kaplanMeier, survivalAt, type KaplanMeier } from '@timescope/core/statistics/survival/kaplanMeier';
import { logRank } from '@timescope/core/statistics/survival/logRank';
import { byLabel, rowsOf, type SurvivalTimes } from '@timescope/core/statistics/survival/survivalTimes';
import { usage } from '../radiomicsOptions';
import type { CompleteRows } from './completeRows';
import { listed, needed, neededList, noAnswer, oneOf, planOf, pWords, within } from './options';
import type { StatAnswer, Statistic, StatOptions } from './statisticTypes';

export const survivalColumns = (options: StatOptions): string[] => [
  needed(options, 'time'),
  needed(options, 'event'),
];

export const survivalOf = (rows: CompleteRows, options: StatOptions): SurvivalTimes => ({
  time: rows.numbers(needed(options, 'time')),
  hasEvent: rows.yesNo(needed(options, 'event'), options.positive),
});

export const given = (...columns: readonly (string | undefined)[]): string[] =>
  columns.filter(column => column !== undefined);

type Curve = Extract<KaplanMeier, { kind: 'computed' }> & { readonly group: string };

export const km: Statistic = {
  usage: '--time T --event E [--group G] [--interval log|log-log] [--times T1,T2] [--unit NAME]',
  columns: options => [...survivalColumns(options), ...given(options.group)],
  answer(rows, options) {
    const all = survivalOf(rows, options);
    const labels = options.group === undefined ? undefined : rows.words(options.group);
    const parts = labels ? byLabel(labels) : [['All', Array.from(all.time.keys())] as const];
    const curves: Curve[] = [];
    for (const [group, indices] of parts) {
      const part = { time: rowsOf(all.time, indices), hasEvent: rowsOf(all.hasEvent, indices) };
      const said = kaplanMeier(part, oneOf(options, 'interval', ['log', 'log-log']));
      if (said.kind !== 'computed') return noAnswer(said, 'time', 'surv', 'lower', 'upper', 'nRisk');
      curves.push({ group, ...said });
    }
    return curvesAnswer(curves, options, labels ? logRank(all, labels) : undefined);
  },
};

function curvesAnswer(
  curves: readonly Curve[],
  options: StatOptions,
  test: ReturnType<typeof logRank> | undefined,
): StatAnswer {
  // A number alone says nothing in a picture.
  const named = ({ group, ...curve }: Curve) => ({
    ...curve,
    group:
      options.group !== undefined && Number.isFinite(Number(group)) ? `${options.group} ${group}` : group,
  });
  const steps = curves.flatMap(curve => curve.steps);
  const keys = ['time', 'nRisk', 'nEvent', 'nCensor', 'surv', 'stdErr', 'lower', 'upper'] as const;
  const times = listed(options.times).map(Number);
  if (times.some(time => !Number.isFinite(time) || time < 0))
    throw usage('--times must be numbers of at least 0.', 'Give --times 12,36,60, say.');
  const remark = test?.kind === 'computed' ? `Log-rank ${pWords(test.p)}` : undefined;
  const timeLabel = `Time${options.unit === undefined ? ` (${needed(options, 'time')})` : ` (${options.unit})`}`;
  return {
    document: {
      ...Object.fromEntries(keys.map(key => [key, steps.map(step => step[key] ?? null)])),
      ...(options.group !== undefined && {
        strata: curves.flatMap(({ group, steps: own }) => own.map(() => group)),
      }),
      groups: curves.map(({ group, n, events, median, steps: own }) => ({
        group,
        n,
        events,
        median: orNull(median),
        ...(times.length > 0 && {
          at: times.map(time => ({ asked: time, ...(survivalAt(own, time) ?? { surv: null }) })),
        }),
      })),
      ...(test?.kind === 'computed' && { logrank: { chisq: test.chisq, df: test.df, p: test.p } }),
    },
    ...(test?.kind === 'not computable' && { notEvaluable: { logrank: test.reason } }),
    said: [
      ...curves.map(
        ({ group, n, events, median }) =>
          `${group}: ${n} patients, ${events} events, median survival ${medianWords(median)}`,
      ),
      ...given(remark),
    ],
    plot: () => survivalPlot(curves.map(named), { timeLabel, remarks: given(remark) }),
  };
}

const orNull = ({ value, lower, upper }: Curve['median']) => ({
  value: value ?? null,
  lower: lower ?? null,
  upper: upper ?? null,
});

function medianWords({ value, lower, upper }: Curve['median']): string {
  const word = (bound: number | undefined) => (bound === undefined ? 'not reached' : String(bound));
  return value === undefined ? 'not reached' : `${value} (95 % interval ${word(lower)} to ${word(upper)})`;
}

export const logrank: Statistic = {
  usage: '--time T --event E --group G [--strata S]',
  columns: options => [...survivalColumns(options), needed(options, 'group'), ...given(options.strata)],
  answer(rows, options) {
    const strata = options.strata === undefined ? undefined : rows.words(options.strata);
    const said = logRank(survivalOf(rows, options), rows.words(needed(options, 'group')), strata);
    if (said.kind !== 'computed') return noAnswer(said, 'chisq', 'df', 'p');
    const { chisq, df, p, groups } = said;
    return {
      document: { chisq, df, p, groups },
      said: [
        `Log-rank chi-square ${chisq.toFixed(3)} (df ${df}), ${pWords(p)}`,
        ...groups.map(
          ({ group, n, observed, expected }) =>
            `${group}: ${n} patients, ${observed} events, ${expected.toFixed(2)} expected`,
        ),
      ],
    };
  },
};

export const cindex: Statistic = {
  usage: '--time T --event E --score S[,S2...] [--replicates N] [--seed N]',
  columns: options => [...survivalColumns(options), ...neededList(options, 'score')],
  answer(rows, options) {
    const names = neededList(options, 'score');
    const plan = planOf(options);
    const said = concordances(survivalOf(rows, options), names.map(rows.numbers), plan);
    const [first] = said.kind === 'computed' ? said.models : [];
    if (said.kind !== 'computed' || !first)
      return noAnswer(said as Extract<typeof said, { kind: 'not computable' }>, 'cindex', 'lower', 'upper');
    const corrected = bonferroni(said.differences.map(({ p }) => p));
    const { value, lower, upper, concordant, discordant, tiedRisk, emptyResamples } = first;
    const models = said.models.map((model, k) => ({
      score: names[k],
      cindex: model.value,
      lower: model.lower,
      upper: model.upper,
    }));
    const differences = said.differences.map((difference, k) => ({
      score: names[k + 1],
      against: names[0],
      ...difference,
      pBonferroni: corrected[k],
    }));
    return {
      document: {
        cindex: value,
        lower,
        upper,
        concordant,
        discordant,
        tiedRisk,
        ...plan,
        emptyResamples,
        models,
        differences,
      },
      said: [
        ...said.models.map((model, k) => `${names[k] ?? ''}: C ${within(model)}`),
        ...differences.map(
          d => `${d.score ?? ''} less ${names[0] ?? ''}: ${within(d)}, bootstrap ${pWords(d.p)}`,
        ),
        'A higher score means an earlier event; percentile intervals of the bootstrap.',
      ],
    };
  },
};
