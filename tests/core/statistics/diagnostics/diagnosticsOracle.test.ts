import { designColumns, type Covariate } from '@timescope/core/statistics/design';
import { calibration } from '@timescope/core/statistics/diagnostics/calibration';
import { proportion } from '@timescope/core/statistics/diagnostics/confusion';
import { decisionCurve } from '@timescope/core/statistics/diagnostics/decisionCurve';
import { logistic } from '@timescope/core/statistics/diagnostics/logistic';
import { compareRocs, roc } from '@timescope/core/statistics/diagnostics/roc';
import { generatedCohort } from '../../../oracles/cohorts';
import { computed } from '../../../oracles/computed';
import { at, expectAsInR, rOracle } from '../../../oracles/rOracle';

const P_VALUES = { relative: 1e-6, absolute: 1e-13 };
const FITTED = { relative: 1e-7, absolute: 1e-10 };
const cohorts = [
  generatedCohort(20, 1),
  generatedCohort(200, 2),
  generatedCohort(150, 3, 6),
  generatedCohort(900, 4, 1),
];

test('ROC curves, areas with intervals, Youden points and paired comparisons are as in pROC', () => {
  const printed = rOracle(
    'statistics',
    cohorts.map(({ outcome: label, marker: score, rival }) => ({ what: 'roc', label, score, rival })),
  );
  cohorts.forEach(({ outcome, marker, rival }, k) => {
    const said = computed(roc(marker, outcome));
    expectAsInR({ auc: said.auc, se: said.se }, { auc: at(printed, k, 'auc'), se: at(printed, k, 'se') });
    for (const key of ['sensitivity', 'specificity'] as const)
      expectAsInR(
        said.points.map(point => point[key]),
        at(printed, k, 'points', key),
      );
    expectAsInR(
      said.points.map(({ threshold }) => (Number.isFinite(threshold) ? threshold : undefined)),
      at(printed, k, 'points', 'threshold'),
    );
    for (const key of ['threshold', 'sensitivity', 'specificity'] as const)
      expectAsInR(
        said.youden.map(point => point[key]),
        at(printed, k, 'youden', key),
      );
    const { z, p } = computed(compareRocs(marker, rival, outcome));
    expectAsInR(z, at(printed, k, 'comparison', 'z'));
    expectAsInR(p, at(printed, k, 'comparison', 'p'), P_VALUES);
  });
}, 180_000);

test('exact intervals of shares are as in R', () => {
  const chosen = [
    [0, 5],
    [5, 5],
    [1, 3],
    [70, 99],
    [93, 121],
    [4000, 9000],
  ] as const;
  const printed = rOracle(
    'statistics',
    chosen.map(([count, of]) => ({ what: 'exact', count, of })),
  );
  chosen.forEach(([count, of], k) => expectAsInR(proportion(count, of), at(printed, k)));
}, 180_000);

test('logistic regression with numbers and categories is as in R', () => {
  const fits = cohorts.slice(1).flatMap(({ outcome: event, marker, age, group }) => [
    { event, covariates: { marker } },
    { event, covariates: { age, group, marker } },
  ]);
  const printed = rOracle(
    'statistics',
    fits.map(fit => ({ what: 'logit', ...fit })),
  );
  fits.forEach(({ event, covariates }, k) => {
    const said = computed(logistic(event, designColumns(Object.entries(covariates).map(covariate))));
    for (const [t, { p, ...rest }] of said.terms.entries()) {
      const { lower, upper, ...term } = rest;
      expect(lower).toBeLessThan(upper);
      const { p: theirP, ...theirs } = at(printed, k, 'terms', t) as Record<string, number>;
      expectAsInR(term, theirs, { ...FITTED, where: `${k} ${term.term}` });
      expectAsInR(p, theirP ?? null, P_VALUES);
    }
    expectAsInR(said.deviance, at(printed, k, 'deviance'));
    expectAsInR(said.likelihoodRatio, at(printed, k, 'likelihoodRatio'), P_VALUES);
    expectAsInR(said.probability, at(printed, k, 'probability'), FITTED);
  });
}, 180_000);

const covariate = ([name, values]: [string, readonly (number | string)[]]): Covariate =>
  name === 'group'
    ? { kind: 'categories', name, values: values.map(String) }
    : { kind: 'numbers', name, values: values.map(Number) };

test('net benefit at 1 to 99 % is as in R', () => {
  const tasks = cohorts.map(({ marker, outcome: event }) => ({
    what: 'dca',
    event,
    probability: marker.map(value => 1 / (1 + Math.exp(-value))),
  }));
  const printed = rOracle('statistics', tasks);
  tasks.forEach(({ probability, event }, k) => {
    expectAsInR(computed(decisionCurve(probability, event)), at(printed, k), { where: String(k) });
  });
}, 180_000);

test('calibration: Brier, intercept, slope, Hosmer-Lemeshow and its groups are as in R', () => {
  const tasks = cohorts.slice(1).map(({ marker, outcome: event }) => ({
    what: 'calibration',
    event,
    probability: marker.map(value => 1 / (1 + Math.exp(-0.3 - 1.4 * value))),
  }));
  const printed = rOracle('statistics', tasks);
  tasks.forEach(({ probability, event }, k) => {
    expectAsInR(computed(calibration(probability, event)), at(printed, k), { ...FITTED, where: String(k) });
  });
}, 180_000);
