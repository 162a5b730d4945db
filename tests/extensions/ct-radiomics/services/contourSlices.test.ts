import { millimetres } from '@timescope/core/units';
import type { World } from '../../../../extensions/ct-radiomics/src/services/cornerstone';
import { roiOfContours } from '../../../../extensions/ct-radiomics/src/services/contourSlices';

const grid = {
  size: [10, 10, 3] as const,
  placement: {
    originMm: [100, 50, -20] as const,
    row: [1, 0, 0] as const,
    column: [0, 1, 0] as const,
    slice: [0, 0, 5] as const,
    spacingMm: { x: millimetres(2), y: millimetres(2) },
  },
  slicePositionsMm: [
    [100, 50, -20],
    [100, 50, -15],
    [100, 50, -10],
  ] as const,
  sliceUids: ['1', '2', '3'],
  acquisition: {},
  evenlySpaced: true,
  warnings: [],
};
const square = (from: number, to: number, z: number): World[] => [
  [100 + from, 50 + from, z],
  [100 + to, 50 + from, z],
  [100 + to, 50 + to, z],
  [100 + from, 50 + to, z],
];

test('a square of 6 mm around 3 x 3 voxel centres of 2 mm marks nine voxels of its slice', () => {
  const roi = roiOfContours([square(1, 7, -15)], grid);
  expect([...roi.keys()]).toEqual([1]);
  expect([...(roi.get(1) ?? [])]).toEqual([11, 3, 21, 3, 31, 3]);
});

test('a square inside another one on the same slice is a hole', () => {
  const roi = roiOfContours([square(1, 11, -20), square(3, 9, -20)], grid);
  expect([...(roi.get(0) ?? [])].filter((_, index) => index % 2 === 1).reduce((a, b) => a + b, 0)).toBe(16);
});

test('a line across several slices is refused in a sentence', () => {
  const oblique = square(1, 7, -15).map(([x, y, z], index): World => [x, y, z + index]);
  expect(() => roiOfContours([oblique], grid)).toThrow('The outline does not lie on one slice of the CT.');
});

test('no contour, no voxel', () => {
  expect(roiOfContours([], grid).size).toBe(0);
});
