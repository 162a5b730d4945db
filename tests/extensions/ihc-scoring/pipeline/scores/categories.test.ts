import type { CutScore } from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { presets, type PresetName } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { categoryOf, nearestCutoff } from '@timescope/extension-ihc-scoring/pipeline/scores/categories';
import {
  distanceTo,
  hScoreInterval,
  ratioInterval,
  wilson,
} from '@timescope/extension-ihc-scoring/pipeline/scores/uncertainty';

const categoriesOf = (name: PresetName) => {
  const [categories] = presets[name].categories;
  if (!categories) throw new Error(`${name} has no categories`);
  return categories;
};

test.each([
  ['er', 0, 'Negative'],
  ['er', 0.99, 'Negative'],
  ['er', 1, 'Low positive'],
  ['er', 10, 'Low positive'],
  ['er', 10.01, 'Positive'],
  ['pr', 0.99, 'Negative'],
  ['pr', 1, 'Positive'],
  ['pdl1-tps', 0.99, '< 1 %'],
  ['pdl1-tps', 1, '1-49 %'],
  ['pdl1-tps', 49.99, '1-49 %'],
  ['pdl1-tps', 50, '>= 50 %'],
  ['pdl1-cps', 0.5, '< 1'],
  ['pdl1-cps', 1, '1 to < 10'],
  ['pdl1-cps', 10, '10 to < 20'],
  ['pdl1-cps', 20, '>= 20'],
  ['ki67', 5, 'Low'],
  ['ki67', 29.9, 'Intermediate'],
  ['ki67', 30, 'High'],
] as const)('%s of %p is "%s"', (preset, value, name) => {
  expect(categoryOf(categoriesOf(preset), value)).toBe(name);
});

test('the nearest cut-off of ER 8 % is 10, of 2 % it is 1', () => {
  expect(nearestCutoff(categoriesOf('er'), 8)).toBe(10);
  expect(nearestCutoff(categoriesOf('er'), 2)).toBe(1);
});

test("Wilson's interval of 10 of 100 is 5.5 to 17.4 percent, of 0 of 100 it is 0 to 3.7", () => {
  expect(wilson({ total: 100, positive: 10 }).low).toBeCloseTo(5.52, 2);
  expect(wilson({ total: 100, positive: 10 }).high).toBeCloseTo(17.44, 2);
  expect(wilson({ total: 100, positive: 0 }).low).toBe(0);
  expect(wilson({ total: 100, positive: 0 }).high).toBeCloseTo(3.7, 2);
});

test('half negative, half 3+ of 400 cells: H-score 150, 135 to 165', () => {
  expect(hScoreInterval([200, 0, 0, 200]).low).toBeCloseTo(150 - 1.959964 * 7.5, 6);
  expect(hScoreInterval([200, 0, 0, 200]).high).toBeCloseTo(150 + 1.959964 * 7.5, 6);
});

test('the ratio of 100 to 1000 is 10, 7.9 to 12.1; it never passes 100', () => {
  expect(ratioInterval(100, 1000).low).toBeCloseTo(10 - 1.959964 * Math.sqrt(1.1), 6);
  expect(ratioInterval(990, 1000).high).toBe(100);
});

test('an interval that crosses the cut-off says so; one that does not is sure', () => {
  const near = distanceTo(10, 'percentPositive', 8, { low: 7, high: 9 }, 'by hand', 3);
  expect(near).toMatchObject({ distance: -2, low: 4, high: 12, crosses: true });
  expect(distanceTo(10, 'percentPositive', 40, { low: 38, high: 42 }, 'by hand', 3).crosses).toBe(false);
  expect(distanceTo(10, 'percentPositive', 2, { low: 1, high: 3 }, 'by hand', 3).crosses).toBe(false);
});

test('the interval of a percentage ends at 100, that of an H-score at 300', () => {
  const high = (score: CutScore, value: number) =>
    distanceTo(value - 1, score, value, { low: value - 2, high: value }, 'by hand', 4).high;
  expect(high('tps', 100)).toBe(100);
  expect(high('hScore', 100)).toBe(104);
  expect(high('hScore', 299)).toBe(300);
});
