import { bonferroni } from '@timescope/core/statistics/groups/bonferroni';
import { chiSquare } from '@timescope/core/statistics/groups/chiSquare';
import { kolmogorovSmirnov, lilliefors } from '@timescope/core/statistics/groups/kolmogorovSmirnov';
import { kruskalWallis } from '@timescope/core/statistics/groups/kruskalWallis';
import { mannWhitney } from '@timescope/core/statistics/groups/mannWhitney';
import { pairedChange, signedRank } from '@timescope/core/statistics/groups/pairedChange';
import { pairedTTest, tTest } from '@timescope/core/statistics/groups/tTest';
import { random } from '@timescope/synthetic/random';
import { computed } from '../../../oracles/computed';

test('3 against 3 fully apart: W is 9 and p 2 of 20', () => {
  expect(mannWhitney([4, 5, 6], [1, 2, 3])).toMatchObject({ w: 9, isExact: true });
  expect(computed(mannWhitney([4, 5, 6], [1, 2, 3])).p).toBeCloseTo(0.1, 12);
  expect(computed(mannWhitney([1], [1, 2])).superiority.value).toBe(0.25);
});

test('3 against 3 fully apart: Kolmogorov-Smirnov has distance 1 and p 2 of 20', () => {
  const { d, p } = computed(kolmogorovSmirnov([1, 2, 3], [4, 5, 6]));
  expect(d).toBe(1);
  expect(p).toBeCloseTo(0.1, 12);
  expect(computed(kolmogorovSmirnov([1, 2], [1, 2]))).toMatchObject({ d: 0, p: 1 });
});

test('three pairs that all rise: signed ranks sum to 6 and p is 2 of 8', () => {
  expect(signedRank([1, 2, 3])).toEqual({ kind: 'computed', v: 6, p: 0.25, isExact: true });
  expect(signedRank([0, 0])).toMatchObject({ reason: 'no pair changed' });
});

test('paired change counts who rose, fell and stayed', () => {
  expect(pairedChange([1, 2, 3, 4], [2, 4, 3, 1])).toMatchObject({
    n: 4,
    rose: 2,
    fell: 1,
    unchanged: 1,
    medianChange: 0.5,
    t: { difference: { value: 0 } },
  });
  expect(pairedChange([1, 2], [2, 3])).toMatchObject({
    t: { kind: 'not computable', reason: 'all differences are equal' },
    signedRank: { v: 3 },
  });
});

test('2 x 2 counted by hand: 10 of 20 against 15 of 20 has chi-square 8/3', () => {
  const said = computed(
    chiSquare([
      [10, 10],
      [15, 5],
    ]),
  );
  expect(said.uncorrected.chisq).toBeCloseTo(8 / 3, 12);
  expect(said.expected).toEqual([
    [12.5, 7.5],
    [12.5, 7.5],
  ]);
  expect(said.isCorrected).toBe(true);
  // Yates: each distance 2.5 less 0.5.
  expect(said.chisq).toBeCloseTo(2 * (4 / 12.5 + 4 / 7.5), 12);
});

test('three groups of two in order: H is 32/7', () => {
  const said = computed(kruskalWallis([1, 2, 3, 4, 5, 6], ['a', 'a', 'b', 'b', 'c', 'c']));
  expect(said.chisq).toBeCloseTo(32 / 7, 12);
  expect(said.groups).toEqual([
    { group: 'a', n: 2, median: 1.5 },
    { group: 'b', n: 2, median: 3.5 },
    { group: 'c', n: 2, median: 5.5 },
  ]);
});

test('1, 2, 3 against 3, 4, 5: t is -sqrt(6) with 4 degrees of freedom', () => {
  const said = computed(tTest([1, 2, 3], [3, 4, 5]));
  expect(said.t).toBeCloseTo(-Math.sqrt(6), 12);
  expect(said.df).toBeCloseTo(4, 12);
  expect(said.difference.value).toBe(-2);
});

test('five tests multiply p by 5, at most to 1', () => {
  expect(bonferroni([0.01, 0.5], 5)).toEqual([0.05, 1]);
});

test('empty groups, equal values, single rows and broken numbers are not computable, with the reason', () => {
  const reasons = [
    mannWhitney([], [1]),
    mannWhitney([2, 2], [2]),
    mannWhitney([NaN], [1]),
    kruskalWallis([1, 2], ['a', 'a']),
    kruskalWallis([1, 1], ['a', 'b']),
    tTest([1], [1, 2]),
    tTest([1, 1], [2, 2]),
    pairedTTest([1, 2], [1]),
    pairedTTest([1], [1]),
    kolmogorovSmirnov([], [1]),
    lilliefors([1, 2, 3]),
    lilliefors([1, 1, 1, 1, 1]),
    chiSquare([[1, 2]]),
    chiSquare([
      [0, 0],
      [1, 2],
    ]),
    chiSquare([
      [1, 0.5],
      [1, 2],
    ]),
    pairedChange([], []),
  ];
  for (const said of reasons) {
    expect(said.kind).toBe('not computable');
    expect('reason' in said && said.reason.length > 10).toBe(true);
  }
});

test('turning the groups turns the sign and leaves p', () => {
  const dice = random(2, 2);
  const [x, y] = [11, 17].map(n => Array.from({ length: n }, () => Math.round(dice.normal() * 4)));
  const [a, b] = [x ?? [], y ?? []];
  expect(computed(tTest(a, b)).t).toBeCloseTo(-computed(tTest(b, a)).t, 12);
  expect(computed(mannWhitney(a, b)).p).toBeCloseTo(computed(mannWhitney(b, a)).p, 12);
  expect(computed(kolmogorovSmirnov(a, b)).p).toBeCloseTo(computed(kolmogorovSmirnov(b, a)).p, 12);
});
