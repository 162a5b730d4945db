import { designColumns } from '@timescope/core/statistics/design';
import { calibration } from '@timescope/core/statistics/diagnostics/calibration';
import { confusionMeasures, countsAt } from '@timescope/core/statistics/diagnostics/confusion';
import { decisionCurve } from '@timescope/core/statistics/diagnostics/decisionCurve';
import { logistic } from '@timescope/core/statistics/diagnostics/logistic';
import { nomogram, roundMarks } from '@timescope/core/statistics/diagnostics/nomogram';
import { compareRocs, roc } from '@timescope/core/statistics/diagnostics/roc';
import { computed } from '../../../oracles/computed';

const LABEL = [false, false, true, false, true, true];

test('six patients: 8 of 9 pairs are in order, Youden names both best thresholds', () => {
  const said = computed(roc([1, 2, 3, 4, 5, 6], LABEL));
  expect(said.auc.value).toBeCloseTo(8 / 9, 12);
  expect(said.points).toHaveLength(7);
  expect(said.youden.map(({ threshold }) => threshold)).toEqual([2.5, 4.5]);
});

test('equal scores count half, and lie on one step of the curve', () => {
  const said = computed(roc([1, 1, 1, 1], [true, false, true, false]));
  expect(said.auc).toEqual({ value: 0.5, lower: 0.5, upper: 0.5 });
  expect(said.p).toBeUndefined();
  expect(said.points.map(({ sensitivity, specificity }) => [sensitivity, specificity])).toEqual([
    [1, 0],
    [0, 1],
  ]);
});

test('one class, one positive and scores that order alike are not computable, with the reason', () => {
  expect(roc([1, 2], [true, true])).toMatchObject({
    reason: 'at least two positives and two negatives are needed',
  });
  expect(compareRocs([1, 2, 3, 4], [2, 4, 6, 8], [true, false, true, false])).toMatchObject({
    reason: 'the two scores order the patients alike',
  });
});

test("the CT paper's table 2 rebuilds from its counts: DenseNet-121, training and test", () => {
  // Xue 2025, table 2, rows 0 and 1: 99 and 44 with a high score, 121 and 51 without.
  const shown = (counts: Parameters<typeof confusionMeasures>[0]) => {
    const { accuracy, sensitivity, specificity, ppv, npv, f1 } = confusionMeasures(counts);
    return [accuracy?.value, sensitivity?.value, specificity?.value, ppv?.value, npv?.value, f1].map(value =>
      value?.toFixed(3),
    );
  };
  expect(shown({ tp: 70, fn: 29, tn: 93, fp: 28 })).toEqual([
    '0.741',
    '0.707',
    '0.769',
    '0.714',
    '0.762',
    '0.711',
  ]);
  expect(shown({ tp: 31, fn: 13, tn: 45, fp: 6 })).toEqual([
    '0.800',
    '0.705',
    '0.882',
    '0.838',
    '0.776',
    '0.765',
  ]);
});

test('measures whose denominator is 0 are undefined, not 0', () => {
  const said = confusionMeasures(countsAt([0.1, 0.2], [true, true], 0.5));
  expect(said.counts).toEqual({ tp: 0, fp: 0, fn: 2, tn: 0 });
  expect(said.sensitivity).toMatchObject({ value: 0, lower: 0 });
  expect([said.specificity, said.ppv, said.positiveLikelihoodRatio, said.youden]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(said.npv?.value).toBe(0);
});

test('net benefit at 20 %: 2 of 4 true, 1 of 4 false counts a quarter', () => {
  const said = computed(decisionCurve([0.9, 0.5, 0.3, 0.1], [true, true, false, false], [0.2]));
  const [point] = said.points;
  expect(point?.netBenefit).toBeCloseTo(2 / 4 - (1 / 4) * 0.25, 12);
  expect(point?.treatAll).toBeCloseTo(0.5 - 0.5 * 0.25, 12);
  expect(decisionCurve([1.2], [true])).toMatchObject({ kind: 'not computable' });
});

const columns = (name: string, values: readonly number[]) =>
  designColumns([{ kind: 'numbers', name, values }]);

test('exposure in 3 of 4 with and 1 of 4 without the event: the odds ratio is 9', () => {
  const event = [true, true, true, true, false, false, false, false];
  const said = computed(logistic(event, columns('exposed', [1, 1, 1, 0, 1, 0, 0, 0])));
  expect(said.terms.map(({ term }) => term)).toEqual(['(Intercept)', 'exposed']);
  expect(said.terms[1]?.or).toBeCloseTo(9, 8);
  expect(said.terms[1]?.se).toBeCloseTo(Math.sqrt(1 / 3 + 1 + 1 + 1 / 3), 8);
});

test('separation, full or of one category, no events and constant covariates are not computable, with the reason', () => {
  const event = [false, false, true, true];
  expect(logistic(event, columns('score', [1, 2, 3, 4]))).toMatchObject({
    reason: expect.stringContaining('separates') as string,
  });
  expect(logistic([false, true, true, true], columns('stage', [0, 0, 1, 1]))).toMatchObject({
    reason: expect.stringContaining('stage separates') as string,
  });
  expect(logistic([false, false], columns('x', [1, 2]))).toMatchObject({ reason: 'no row has an event' });
  expect(logistic([true, true], columns('x', [1, 2]))).toMatchObject({ reason: 'every row has an event' });
  expect(logistic(event, columns('x', [2, 2, 2, 2]))).toMatchObject({ reason: 'x is the same in every row' });
});

test('probabilities that are right in each group have no distance from the diagonal', () => {
  const probability = Array.from({ length: 40 }, (_, k) => [0.2, 0.4, 0.6, 0.8][k % 4] ?? 0);
  const event = probability.map((p, k) => Math.floor(k / 4) < 10 * p);
  const said = computed(calibration(probability, event));
  expect(said.bins.map(({ n, meanPredicted, observed }) => [n, meanPredicted, observed.value])).toEqual([
    [10, expect.closeTo(0.2, 10), 0.2],
    [10, expect.closeTo(0.4, 10), 0.4],
    [10, expect.closeTo(0.6, 10), 0.6],
    [10, expect.closeTo(0.8, 10), 0.8],
  ]);
  expect(said.intercept?.value).toBeCloseTo(0, 8);
  expect(said.slope?.value).toBeCloseTo(1, 8);
  expect(said.hosmerLemeshow).toMatchObject({ df: 2, p: expect.closeTo(1, 10) as number });
});

test('a probability of 0 or 1 leaves the Brier score and says why there is no slope', () => {
  const said = computed(calibration([0, 1, 0.5, 0.5], [false, true, true, false]));
  expect(said.brier).toBe(0.125);
  expect(said.slope).toBeUndefined();
  expect(said.notEvaluable.slope).toBe('a probability of 0 or 1 has no logit');
});

test('a nomogram gives the widest covariate 0 to 100 points and back the probability of the model', () => {
  const said = computed(
    nomogram(
      [
        { term: '(Intercept)', coef: -3 },
        { term: 'age', coef: 0.05 },
        { term: 'stageII', coef: 1 },
      ],
      [
        { kind: 'numbers', name: 'age', values: [40, 80] },
        { kind: 'categories', name: 'stage', values: ['I', 'II'] },
      ],
    ),
  );
  expect(said.scales[0]?.marks.at(-1)).toEqual({ label: '80', points: 100 });
  expect(said.scales[1]?.marks).toEqual([
    { label: 'I', points: 0 },
    { label: 'II', points: 50 },
  ]);
  // Age 60 and stage II: -3 + 3 + 1 = 1, 50 + 50 points.
  expect(said.intercept + said.perPoint * 100).toBeCloseTo(1, 12);
  expect(said.most).toBe(150);
  expect(roundMarks(41, 83)).toEqual([40, 50, 60, 70, 80, 90]);
});
