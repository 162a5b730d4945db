import { spearman } from '@timescope/core/statistics/correlation';
import { designColumns } from '@timescope/core/statistics/design';
import { logistic } from '@timescope/core/statistics/diagnostics/logistic';
import { roc } from '@timescope/core/statistics/diagnostics/roc';
import { mannWhitney } from '@timescope/core/statistics/groups/mannWhitney';
import { concordance } from '@timescope/core/statistics/survival/concordance';
import { coxModel } from '@timescope/core/statistics/survival/coxModel';
import { kaplanMeier } from '@timescope/core/statistics/survival/kaplanMeier';
import { logRank } from '@timescope/core/statistics/survival/logRank';
import { generatedCohort } from '../../oracles/cohorts';
import { computed } from '../../oracles/computed';
import { at, expectAsInR, rOracle, type Printed } from '../../oracles/rOracle';

const { time, event, marker } = generatedCohort(40, 21);
const nobody = event.map(() => false);
const constant = marker.map(() => 7);
const small = { time: [2, 2, 5], event: [true, false, true], group: ['a', 'b', 'b'] };

let inR: Printed;
beforeAll(() => {
  inR = rOracle('survival', [
    { what: 'km', time, event: nobody, interval: 'log' },
    { what: 'km', time: small.time, event: small.event, interval: 'log-log' },
    { what: 'logrank', ...small },
    { what: 'cox', time, event, covariates: { marker } },
  ]);
}, 60_000);

const numbers = (name: string, values: readonly number[]) => ({ kind: 'numbers', name, values }) as const;

test('all censored: the curve stays at 1 without a median as in R; tests and models are not computable, with the reason', () => {
  const said = computed(kaplanMeier({ time, hasEvent: nobody }));
  for (const key of ['time', 'nRisk', 'surv', 'stdErr', 'lower', 'upper'] as const)
    expectAsInR(
      said.steps.map(step => step[key]),
      at(inR, 0, key),
    );
  expectAsInR(said.median, at(inR, 0, 'median'));
  const rows = { time, hasEvent: nobody };
  const reasons = [
    logRank(
      rows,
      marker.map(value => (value > 0 ? 'a' : 'b')),
    ),
    coxModel(rows, designColumns([numbers('marker', marker)])),
    concordance(rows, marker),
  ].map(one => ('reason' in one ? one.reason : ''));
  expect(reasons).toEqual(['no row has an event', 'no row has an event', 'no two patients can be compared']);
});

test('three patients and equal times: curve and log-rank test as in R', () => {
  const rows = { time: small.time, hasEvent: small.event };
  const said = computed(kaplanMeier(rows, 'log-log'));
  expectAsInR(
    said.steps.map(({ surv }) => surv),
    at(inR, 1, 'surv'),
  );
  const test = computed(logRank(rows, small.group));
  expectAsInR(test.chisq, at(inR, 2, 'chisq'));
  expectAsInR(test.p, at(inR, 2, 'p'));
});

test('a constant covariate is left out with the reason, and the others are fitted as R fits them without it', () => {
  const said = computed(
    coxModel(
      { time, hasEvent: event },
      designColumns([numbers('flat', constant), numbers('marker', marker)]),
    ),
  );
  expect(said.dropped).toEqual([{ term: 'flat', reason: 'is the same in every row' }]);
  expectAsInR(said.terms[0]?.hr, at(inR, 3, 'terms', 0, 'hr'), { relative: 1e-7 });
  expect(coxModel({ time, hasEvent: event }, designColumns([numbers('flat', constant)]))).toMatchObject({
    reason: 'flat is the same in every row',
  });
});

test('the smallest samples: two against two, four pairs, one against three, as in R', () => {
  const [label, score] = [
    [false, true, false, true],
    [1, 2, 2, 4],
  ];
  const printed = rOracle('statistics', [
    { what: 'roc', label, score },
    { what: 'spearman', x: [1, 2, 3, 4], y: [2, 1, 4, 3] },
    { what: 'mannwhitney', x: [5], y: [1, 2, 9] },
  ]);
  const area = computed(roc(score, label));
  expectAsInR(area.auc, at(printed, 0, 'auc'));
  const correlation = computed(spearman([1, 2, 3, 4], [2, 1, 4, 3]));
  expectAsInR(correlation.value, at(printed, 1, 'value'));
  expectAsInR(correlation.p, at(printed, 1, 'p'));
  const ranks = computed(mannWhitney([5], [1, 2, 9]));
  expectAsInR([ranks.w, ranks.p], [at(printed, 2, 'w'), at(printed, 2, 'p')]);
});

test('separation has no coefficients, neither in time nor in the outcome', () => {
  const order = Array.from({ length: 12 }, (_, k) => k);
  const rows = { time: order.map(k => 1 + k), hasEvent: order.map(k => k < 6) };
  expect(
    coxModel(
      rows,
      designColumns([
        numbers(
          'x',
          order.map(k => (k < 6 ? 1 : 0)),
        ),
      ]),
    ),
  ).toMatchObject({
    reason: expect.stringContaining('x separates') as string,
  });
  expect(
    logistic(
      order.map(k => k >= 6),
      designColumns([numbers('x', order)]),
    ),
  ).toMatchObject({
    reason: expect.stringContaining('separates') as string,
  });
});
