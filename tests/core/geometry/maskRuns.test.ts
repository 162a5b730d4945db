import { equalRuns, paintRuns, pixelCount, runsOf, runsWithout } from '@timescope/core/geometry/maskRuns';

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

test('what is left of 2 to 9 without 4 to 5 and 8 to 20 is 2 to 3 and 6 to 7', () => {
  expect([...runsWithout(Uint32Array.of(2, 8), Uint32Array.of(4, 2, 8, 13))]).toEqual([2, 2, 6, 2]);
});

test('taking runs away is the same as taking pixels away, for masks of every kind', () => {
  for (let seed = 1; seed < 40; seed++) {
    const [a, b] = [7919, 104729].map(prime =>
      Uint8Array.from({ length: 300 }, (_, index) => ((index * prime * seed) % 13 < 6 ? 1 : 0)),
    ) as [Uint8Array, Uint8Array];
    const left = a.map((value, index) => value & (1 - (b[index] ?? 0)));
    expect(runsWithout(runsOf(a, 1), runsOf(b, 1))).toEqual(runsOf(left, 1));
  }
});
