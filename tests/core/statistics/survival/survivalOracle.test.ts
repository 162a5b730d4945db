import { designColumns, type Covariate } from '@timescope/core/statistics/design';
import { eachResample } from '@timescope/core/statistics/bootstrap';
import { concordances } from '@timescope/core/statistics/survival/concordance';
import { coxModel } from '@timescope/core/statistics/survival/coxModel';
import { kaplanMeier } from '@timescope/core/statistics/survival/kaplanMeier';
import { logRank } from '@timescope/core/statistics/survival/logRank';
import { proportionalHazards } from '@timescope/core/statistics/survival/proportionalHazards';
import { testOnRealData } from '../../../harness/sharedData';
import { generatedCohort, openCohort, type Cohort } from '../../../oracles/cohorts';
import { at, expectAsInR, rOracle } from '../../../oracles/rOracle';

/** Without ties, with many, small, large. */
const cohorts = [
  generatedCohort(200, 1),
  generatedCohort(150, 2, 6),
  generatedCohort(12, 3),
  generatedCohort(1000, 4, 1),
];
const rows = ({ time, event }: Cohort) => ({ time, hasEvent: event });
const P_VALUES = { relative: 1e-6, absolute: 1e-12 };
const FITTED = { relative: 1e-7, absolute: 1e-10 };

test('Kaplan-Meier with both intervals and its median is as in R', () => {
  const tasks = cohorts.flatMap(cohort =>
    (['log', 'log-log'] as const).map(interval => ({ cohort, interval })),
  );
  const printed = rOracle(
    'survival',
    tasks.map(({ cohort: { time, event }, interval }) => ({ what: 'km', time, event, interval })),
  );
  tasks.forEach(({ cohort, interval }, task) => {
    const said = kaplanMeier(rows(cohort), interval);
    if (said.kind !== 'computed') throw new Error(said.reason);
    for (const key of ['time', 'nRisk', 'nEvent', 'nCensor', 'surv', 'stdErr', 'lower', 'upper'] as const)
      expectAsInR(
        said.steps.map(step => step[key]),
        at(printed, task, key),
        { where: `${task}.${key}` },
      );
    expectAsInR(said.median, at(printed, task, 'median'), { where: `${task}.median` });
  });
}, 180_000);

test('the log-rank test of two and three groups, plain and stratified, is as in R', () => {
  const tasks = cohorts.flatMap(({ time, event, group, strata }) => [
    { what: 'logrank', time, event, group },
    { what: 'logrank', time, event, group, strata },
    { what: 'logrank', time, event, group: strata },
  ]);
  const printed = rOracle('survival', tasks);
  tasks.forEach(({ time, event, group, ...more }, task) => {
    const said = logRank({ time, hasEvent: event }, group, 'strata' in more ? more.strata : undefined);
    if (said.kind !== 'computed') throw new Error(said.reason);
    const { groups, chisq, df, p } = said;
    expect(groups.map(one => one.group)).toEqual(at(printed, task, 'groups'));
    expectAsInR(
      groups.map(one => one.observed),
      at(printed, task, 'observed'),
    );
    expectAsInR(
      groups.map(one => one.expected),
      at(printed, task, 'expected'),
    );
    expectAsInR({ chisq, df }, { chisq: at(printed, task, 'chisq'), df: at(printed, task, 'df') });
    expectAsInR(p, at(printed, task, 'p'), P_VALUES);
  });
}, 180_000);

const numbers = (name: string, values: readonly number[]): Covariate => ({ kind: 'numbers', name, values });

test('Cox models with numbers and categories, plain and stratified, and their tests are as in R', () => {
  const tasks = cohorts
    .filter(({ time }) => time.length > 50)
    .flatMap(cohort => [
      { cohort, covariates: { marker: cohort.marker } },
      { cohort, covariates: { marker: cohort.marker, age: cohort.age, group: cohort.group } },
      { cohort, covariates: { age: cohort.age, group: cohort.group }, strata: cohort.strata },
    ]);
  const printed = rOracle(
    'survival',
    tasks.map(({ cohort: { time, event }, covariates, ...more }) => ({
      what: 'cox',
      time,
      event,
      covariates,
      ...more,
    })),
  );
  tasks.forEach(({ cohort, covariates, ...more }, task) => {
    const columns = designColumns(
      Object.entries(covariates).map(([name, values]): Covariate =>
        name === 'group'
          ? { kind: 'categories', name, values: values.map(String) }
          : numbers(name, values.map(Number)),
      ),
    );
    expectCoxAsInR(rows(cohort), columns, 'strata' in more ? more.strata : undefined, at(printed, task));
  });
}, 180_000);

testOnRealData(
  'on the open data of rossi, lung and larynx Cox models are as in R',
  () => {
    const chosen = [
      {
        file: 'rossi.csv',
        time: 'week',
        event: 'arrest',
        covariates: ['fin', 'age', 'race', 'wexp', 'mar', 'paro', 'prio'],
      },
      { file: 'lung.csv', time: 'time', event: 'status', covariates: ['age', 'sex', 'ph.ecog', 'wt.loss'] },
      {
        file: 'larynx.csv',
        time: 'time',
        event: 'death',
        covariates: ['age', 'Stage_II', 'Stage_III', 'Stage_IV'],
      },
    ];
    const tasks = chosen.map(({ file, time, event, covariates }) => {
      const table = openCohort(file);
      const names = [time, event, ...covariates];
      const whole = (table[time] ?? []).flatMap((_, row) =>
        names.every(name => Number.isFinite(table[name]?.[row])) ? [row] : [],
      );
      const column = (name: string) => whole.map(row => table[name]?.[row] ?? NaN);
      return {
        what: 'cox',
        time: column(time),
        event: column(event).map(value => value === 1),
        covariates: Object.fromEntries(covariates.map(name => [name, column(name)])),
      };
    });
    const printed = rOracle('survival', tasks);
    tasks.forEach(({ time, event, covariates }, task) => {
      const columns = designColumns(
        Object.entries(covariates).map(([name, values]) => numbers(name, values)),
      );
      expectCoxAsInR({ time, hasEvent: event }, columns, undefined, at(printed, task));
    });
  },
  60_000,
);

function expectCoxAsInR(
  survival: { time: readonly number[]; hasEvent: readonly boolean[] },
  columns: ReturnType<typeof designColumns>,
  strata: readonly string[] | undefined,
  printed: ReturnType<typeof at>,
): void {
  const said = coxModel(survival, columns, strata);
  if (said.kind !== 'computed') throw new Error(said.reason);
  for (const [k, { term, p, ...fitted }] of said.terms.entries()) {
    expect(term).toBe(at(printed, 'terms', k, 'term'));
    for (const [key, value] of Object.entries(fitted))
      expectAsInR(value, at(printed, 'terms', k, key), { ...FITTED, where: `${term}.${key}` });
    expectAsInR(p, at(printed, 'terms', k, 'p'), { ...P_VALUES, where: `${term}.p` });
  }
  expectAsInR(said.logLik, at(printed, 'logLik'));
  for (const key of ['likelihoodRatio', 'wald', 'score'] as const)
    expectAsInR(said[key], at(printed, key), { ...P_VALUES, where: key });
  const zph = proportionalHazards(survival, said, strata);
  if (zph.kind !== 'computed') throw new Error(zph.reason);
  const tests = [...zph.terms, { covariate: 'GLOBAL', ...zph.global }];
  tests.forEach((test, k) => {
    expectAsInR(test, at(printed, 'zph', k), { relative: 1e-6, absolute: 1e-10, where: `zph ${k}` });
  });
}

test("Harrell's C, its bootstrap interval and the difference of two models are as in R on our resamples", () => {
  const plan = { replicates: 100, seed: 5 };
  const tasks = [generatedCohort(60, 7), generatedCohort(80, 8, 12)].map(({ time, event, marker, rival }) => {
    const resamples: number[][] = [];
    eachResample(time.length, plan, indices => resamples.push([...indices]));
    return { what: 'cindex', time, event, risks: [marker, rival], resamples };
  });
  const printed = rOracle('survival', tasks);
  tasks.forEach(({ time, event, risks }, task) => {
    const said = concordances({ time, hasEvent: event }, risks, plan);
    if (said.kind !== 'computed') throw new Error(said.reason);
    for (const [key, r] of [
      ['value', 'values'],
      ['concordant', 'concordant'],
      ['discordant', 'discordant'],
      ['tiedRisk', 'tiedRisk'],
    ] as const)
      expectAsInR(
        said.models.map(model => model[key]),
        at(printed, task, r),
      );
    expectAsInR(
      said.models.map(({ lower, upper }) => [lower, upper]),
      at(printed, task, 'intervals'),
    );
    expectAsInR(
      said.differences.map(({ lower, upper }) => [lower, upper])[0],
      at(printed, task, 'difference'),
    );
  });
}, 180_000);
