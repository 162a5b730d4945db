import { percentileIn } from '@timescope/extension-ihc-scoring/pipeline/immune/percentile';

test.each([
  [5, 0],
  [10, 12.5],
  [20, 50],
  [30, 75],
  [40, 87.5],
  [99, 100],
])(
  'of 10, 20, 20, 40 a value of %d has the percentile %d: those below and half of the ties',
  (value, percentile) => {
    expect(percentileIn([10, 20, 20, 40], value)).toBe(percentile);
  },
);
