import { blandAltman } from '@timescope/core/statistics/agreement/blandAltman';
import { cohenKappa } from '@timescope/core/statistics/agreement/cohenKappa';
import {
  meanAbsoluteError,
  meanPercentageError,
} from '@timescope/core/statistics/agreement/measurementError';
import { pearson, spearman } from '@timescope/core/statistics/correlation';
import { cut2, groupLabels, groupOf } from '@timescope/core/statistics/cut2';
import { density } from '@timescope/core/statistics/density';
import { midRanks } from '@timescope/core/statistics/ranks';
import { computed } from '../../../oracles/computed';

test('10 slides, 8 alike, both raters half and half: kappa 0.6', () => {
  const a = Array.from('nnnnnppppp');
  const b = Array.from('nnnnpppppn');
  const said = computed(cohenKappa(a, b));
  expect(said.observed).toBe(0.8);
  expect(said.plain.value).toBeCloseTo(0.6, 12);
  expect(said.counts).toEqual([
    [4, 1],
    [1, 4],
  ]);
  // With two categories the weights change nothing.
  expect(said.quadratic.value).toBeCloseTo(0.6, 12);
});

test('numbers are ordered by value: 2+ lies before 10, and far disagreement weighs more', () => {
  const said = computed(cohenKappa(['1', '2', '10', '1'], ['1', '2', '10', '10']));
  expect(said.categories).toEqual(['1', '2', '10']);
  expect(said.quadratic.value).toBeLessThan(said.plain.value);
});

test('both raters always say the same one thing: kappa is not computable; perfect agreement is 1', () => {
  expect(cohenKappa(['a', 'a'], ['a', 'a'])).toMatchObject({ kind: 'not computable' });
  expect(cohenKappa(['a', 'b'], ['a', 'b'])).toMatchObject({ plain: { value: 1, lower: 1, upper: 1 } });
  expect(cohenKappa(['a', 'b'], ['a', 'c'], ['a', 'b'])).toMatchObject({ kind: 'not computable' });
});

test('differences 1, 2, 3: bias 2, limits 2 -+ 1.96', () => {
  const said = computed(blandAltman([2, 4, 6], [1, 2, 3]));
  expect([said.bias.value, said.sd, said.lowerLimit.value, said.upperLimit.value]).toEqual([
    2,
    1,
    2 - 1.96,
    2 + 1.96,
  ]);
  expect(blandAltman([1, 2], [1, 2])).toMatchObject({ kind: 'not computable' });
});

test('equal values share the mean of their ranks', () => {
  expect(midRanks([5, 1, 5, 3])).toEqual({ ranks: [3.5, 1, 3.5, 2], ties: [2] });
});

test('a rising curve has Spearman 1, a straight line Pearson 1', () => {
  expect(spearman([1, 2, 3, 4], [1, 4, 9, 16])).toMatchObject({ value: 1, lower: 1, upper: 1 });
  // 2 of 24 orders are as extreme.
  expect(computed(spearman([1, 2, 3, 4], [1, 4, 9, 16])).p).toBeCloseTo(2 / 24, 12);
  expect(pearson([1, 2, 3, 4], [9, 7, 5, 3])).toMatchObject({ value: -1, p: 0 });
});

test("nine of ten pairs in order have a small p, not R's 0, which its series gives", () => {
  const { p } = computed(spearman([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 2, 3, 4, 5, 6, 7, 8, 10, 9]));
  expect(p).toBeGreaterThan(1e-8);
  expect(p).toBeLessThan(1e-5);
});

test('three pairs, a column that does not vary and broken values have no correlation, with the reason', () => {
  expect(spearman([1, 2, 3], [1, 2, 3])).toMatchObject({ reason: 'at least four pairs are needed' });
  expect(pearson([1, 1, 1, 1], [1, 2, 3, 4])).toMatchObject({ reason: 'one of the columns does not vary' });
  expect(pearson([1, NaN, 1, 1], [1, 2, 3, 4])).toMatchObject({ kind: 'not computable' });
});

test('1 to 200 in three groups are cut at 68 and 135; the cuts serve for new values', () => {
  const { cuts } = computed(
    cut2(
      Array.from({ length: 200 }, (_, k) => k + 1),
      3,
    ),
  );
  expect(cuts).toEqual([1, 68, 135, 200]);
  expect([0, 67, 68, 134.5, 135, 999].map(value => groupOf(value, cuts))).toEqual([0, 0, 1, 1, 2, 2]);
  expect(groupLabels(cuts)).toEqual(['[1,68)', '[68,135)', '[135,200]']);
  expect(cut2([3, 3], 2)).toMatchObject({ reason: 'all values are equal' });
});

test('errors of 2 and 4 on 10 and 20 are 3 on average, 20 percent', () => {
  expect(meanAbsoluteError([8, 24], [10, 20])).toMatchObject({ n: 2, value: 3 });
  expect(meanPercentageError([8, 24, 5], [10, 20, 0])).toMatchObject({
    n: 2,
    leftOut: 1,
    signed: { value: 0 },
    absolute: { value: 20 },
  });
  expect(meanPercentageError([1], [0])).toMatchObject({ kind: 'not computable' });
});

test('most of the area under a density lies between its ends', () => {
  const { at, height } = computed(density([1, 2, 2, 3, 3, 3, 4, 4, 5]));
  const step = (at[1] ?? 0) - (at[0] ?? 0);
  const area = height.reduce((sum, value) => sum + value * step, 0);
  expect(area).toBeGreaterThan(0.8);
  expect(area).toBeLessThan(1.01);
  expect(density([2, 2])).toMatchObject({ kind: 'not computable' });
});
