import { designColumns } from '@timescope/core/statistics/design';
import { logistic } from '@timescope/core/statistics/diagnostics/logistic';
import { roc } from '@timescope/core/statistics/diagnostics/roc';
import { concordance } from '@timescope/core/statistics/survival/concordance';
import { coxModel } from '@timescope/core/statistics/survival/coxModel';
import { kaplanMeier } from '@timescope/core/statistics/survival/kaplanMeier';
import { generatedCohort } from '../oracles/cohorts';

const { time, event, age, marker, rival, group, outcome } = generatedCohort(10_000, 1);
const rows = { time, hasEvent: event };
const columns = designColumns([
  { kind: 'numbers', name: 'marker', values: marker },
  { kind: 'numbers', name: 'age', values: age },
  { kind: 'numbers', name: 'rival', values: rival },
  { kind: 'categories', name: 'group', values: group },
]);

/** Limits are ours: about five times what a 2-core machine needs. */
test.each([
  ['Kaplan-Meier', 1, () => kaplanMeier(rows)],
  ['a Cox model of 5 covariates', 2, () => coxModel(rows, columns)],
  ["Harrell's C with 1000 resamples", 40, () => concordance(rows, marker)],
  ['logistic regression of 5 covariates', 3, () => logistic(outcome, columns)],
  ['ROC with DeLong', 1, () => roc(marker, outcome)],
] as const)(
  '%s of 10,000 rows takes less than %s s',
  (name, limit, run) => {
    run();
    const started = performance.now();
    expect(run().kind).toBe('computed');
    const seconds = (performance.now() - started) / 1000;
    process.stderr.write(`${name}, 10,000 rows: ${seconds.toFixed(3)} s\n`);
    expect(seconds).toBeLessThan(limit);
  },
  180_000,
);
