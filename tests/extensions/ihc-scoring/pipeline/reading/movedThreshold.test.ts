import { movedThreshold } from '@timescope/extension-ihc-scoring/pipeline/reading/movedThreshold';

const before = [0.1, 0.3, 0.5] as const;

test('a threshold goes to the nearest step of 0.01', () => {
  expect(movedThreshold(before, 2, 0.4249)).toEqual([0.1, 0.42, 0.5]);
});

test('lines cannot cross: a neighbour stops them, also at the same place', () => {
  expect(movedThreshold(before, 1, 0.9)).toEqual([0.3, 0.3, 0.5]);
  expect(movedThreshold(before, 3, 0)).toEqual([0.1, 0.3, 0.3]);
  expect(movedThreshold(before, 2, -1)).toEqual([0.1, 0.1, 0.5]);
});

test('thresholds stay between 0 and 3', () => {
  expect(movedThreshold(before, 1, -0.2)).toEqual([0, 0.3, 0.5]);
  expect(movedThreshold(before, 3, 7)).toEqual([0.1, 0.3, 3]);
});
