import { emptyCellTable, type CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { gradeOf } from '@timescope/extension-ihc-scoring/pipeline/intensity';
import {
  countsOf,
  densityPerMm2,
  gradeCountsOf,
  hScore,
  percentPositive,
} from '@timescope/extension-ihc-scoring/pipeline/scores';

const graded = (...grades: number[]): CellTable => ({
  ...emptyCellTable(),
  count: grades.length,
  grade: Uint8Array.from(grades),
});

test('100 cells, 25 per grade, score 150', () => {
  const cells = graded(...Array.from({ length: 100 }, (_, cell) => cell % 4));
  expect(gradeCountsOf(cells)).toEqual([25, 25, 25, 25]);
  expect(hScore(gradeCountsOf(cells))).toBe(150);
});

test('the H-score is 0 without positive cells and 300 when all are 3+', () => {
  expect(hScore([7, 0, 0, 0])).toBe(0);
  expect(hScore([0, 0, 0, 7])).toBe(300);
});

test('3 of 12 cells are 25 percent', () => {
  expect(countsOf([9, 1, 1, 1])).toEqual({ total: 12, positive: 3 });
  expect(percentPositive({ total: 12, positive: 3 })).toBe(25);
});

test('without cells there is no percentage and no H-score, not 0', () => {
  expect(percentPositive({ total: 0, positive: 0 })).toBeUndefined();
  expect(hScore([0, 0, 0, 0])).toBeUndefined();
});

test('10 cells, 4 of them positive, on 0.02 mm2 are 500 and 200 per mm2; without tissue there is no density', () => {
  expect(densityPerMm2({ total: 10, positive: 4 }, 0.02)).toEqual({ cells: 500, positive: 200 });
  expect(densityPerMm2({ total: 10, positive: 4 }, 0)).toBeUndefined();
});

test('a cell on a threshold reaches the grade', () => {
  const grades = [0.09, 0.1, 0.29, 0.3, 0.5, 2].map(dab => gradeOf(Math.fround(dab), [0.1, 0.3, 0.5]));
  expect(grades).toEqual([0, 1, 1, 2, 3, 3]);
});
