import { equalRuns, paintRuns, pixelCount, runsOf } from '@timescope/core/geometry/maskRuns';

test('0 1 1 0 1 holds the runs (1, 2) and (4, 1)', () => {
  expect([...runsOf([0, 1, 1, 0, 1], 1)]).toEqual([1, 2, 4, 1]);
});

test('only the asked label is taken', () => {
  expect([...runsOf([2, 1, 2, 2], 2)]).toEqual([0, 1, 2, 2]);
});

test('painting the runs of a mask on an empty slice gives the mask back', () => {
  const mask = Uint8Array.from({ length: 500 }, (_, index) => ((index * 7919) % 11 < 4 ? 1 : 0));
  const painted = new Uint8Array(500);
  paintRuns(runsOf(mask, 1), painted, 1);
  expect(painted).toEqual(mask);
  expect(pixelCount(runsOf(mask, 1))).toBe(mask.reduce((sum, value) => sum + value, 0));
});

test('runs are equal when they mark the same pixels', () => {
  expect(equalRuns(runsOf([0, 1], 1), runsOf([0, 1], 1))).toBe(true);
  expect(equalRuns(runsOf([0, 1], 1), runsOf([1, 1], 1))).toBe(false);
});
