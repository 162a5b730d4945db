import type { GradeCounts } from '@timescope/core/result/scoreResult';
import { gradeOf } from '@timescope/extension-ihc-scoring/pipeline/intensity';
import {
  allred,
  countsOf,
  cps,
  densityPerMm2,
  hScore,
  percentPositive,
} from '@timescope/extension-ihc-scoring/pipeline/scores/formulas';

test('100 cells, 25 per grade, score 150', () => {
  expect(hScore([25, 25, 25, 25])).toBe(150);
});

test('the H-score is 0 without positive cells and 300 when all are 3+', () => {
  expect(hScore([7, 0, 0, 0])).toBe(0);
  expect(hScore([0, 0, 0, 7])).toBe(300);
});

test('3 of 12 cells are 25 percent', () => {
  expect(countsOf([9, 1, 1, 1])).toEqual({ total: 12, positive: 3 });
  expect(percentPositive({ total: 12, positive: 3 })).toBe(25);
});

test('without cells there is no percentage, no H-score and no Allred score, not 0', () => {
  expect(percentPositive({ total: 0, positive: 0 })).toBeUndefined();
  expect(hScore([0, 0, 0, 0])).toBeUndefined();
  expect(allred([0, 0, 0, 0])).toBeUndefined();
});

test('two tiles add up to the slide exactly as the mean of their H-scores weighted by cells', () => {
  const tiles: GradeCounts[] = [
    [3, 1, 0, 0],
    [0, 0, 2, 6],
  ];
  const weighted = tiles.reduce((sum, tile) => sum + (hScore(tile) ?? 0) * countsOf(tile).total, 0) / 12;
  expect(hScore([3, 1, 2, 6])).toBeCloseTo(weighted, 12);
});

/** Of 1000 cells, so many 1+, 2+, 3+. */
const thousand = (weak: number, moderate = 0, strong = 0): GradeCounts => [
  1000 - weak - moderate - strong,
  weak,
  moderate,
  strong,
];

test.each([
  ['none positive', thousand(0), 0],
  ['1 of 1000 weak: proportion 1', thousand(1), 2],
  ['9 of 1000: proportion 1', thousand(9), 2],
  ['exactly 1 %: proportion 2', thousand(10), 3],
  ['9.9 %: proportion 2', thousand(99), 3],
  ['exactly 10 %: proportion 3, as in QuPath', thousand(100), 4],
  ['33.3 %: proportion 3', thousand(333), 4],
  ['33.4 %: proportion 4', thousand(334), 5],
  ['66.6 %: proportion 4', thousand(666), 5],
  ['66.7 %: proportion 5', thousand(667), 6],
  ['all weak', thousand(1000), 6],
  ['all moderate', thousand(0, 1000), 7],
  ['all strong', thousand(0, 0, 1000), 8],
  ['mean grade exactly 5/3 is weak', thousand(100, 200), 4],
  ['mean grade just above 5/3 is moderate', thousand(99, 201), 5],
  ['mean grade exactly 7/3 is moderate', thousand(0, 200, 100), 5],
  ['mean grade just above 7/3 is strong', thousand(0, 199, 101), 6],
])('Allred: %s', (_, grades, expected) => {
  expect(allred(grades)).toBe(expected);
});

test('exactly a third and exactly two thirds are proportion 4 and 5', () => {
  expect(allred([2, 1, 0, 0])).toBe(5);
  expect(allred([1, 2, 0, 0])).toBe(6);
});

test.each([
  [{ total: 100, positive: 10 }, { total: 50, positive: 5 }, 15],
  [{ total: 100, positive: 0 }, { total: 0, positive: 0 }, 0],
  [{ total: 10, positive: 10 }, { total: 90, positive: 90 }, 100],
])('CPS of %p tumour and %p immune cells is %p', (tumour, immune, expected) => {
  expect(cps(tumour, immune)).toBe(expected);
});

test('CPS without tumour cells cannot be given', () => {
  expect(cps({ total: 0, positive: 0 }, { total: 5, positive: 5 })).toBeUndefined();
});

test('10 cells, 4 of them positive, on 0.02 mm2 are 500 and 200 per mm2; without tissue there is no density', () => {
  expect(densityPerMm2({ total: 10, positive: 4 }, 0.02)).toEqual({ cells: 500, positive: 200 });
  expect(densityPerMm2({ total: 10, positive: 4 }, 0)).toBeUndefined();
});

test('a cell on a threshold reaches the grade', () => {
  const grades = [0.09, 0.1, 0.29, 0.3, 0.5, 2].map(dab => gradeOf(Math.fround(dab), [0.1, 0.3, 0.5]));
  expect(grades).toEqual([0, 1, 1, 2, 3, 3]);
});
