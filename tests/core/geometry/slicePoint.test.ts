import { sliceNormal, slicePointAt, slicePositionMm } from '@timescope/core/geometry/slicePoint';
import { millimetres } from '@timescope/core/units';
import type { Vector3 } from '@timescope/core/frames';

const volume = {
  placement: {
    originMm: [-10, -20, 100] as Vector3,
    row: [1, 0, 0] as Vector3,
    column: [0, 0.8, 0.6] as Vector3,
    slice: [0, -3, 4] as Vector3,
    spacingMm: { x: millimetres(0.5), y: millimetres(0.75) },
  },
  slicePositionsMm: [
    [-10, -20, 100],
    [-10, -23, 104],
    [-10, -29, 112],
  ] as Vector3[],
};

test('a voxel of a tilted, unevenly spaced volume is found again from its position', () => {
  const found = slicePointAt(volume, slicePositionMm(volume, 2, 7, 3.25));
  expect(found.slice).toBe(2);
  expect(found.i).toBeCloseTo(7, 10);
  expect(found.j).toBeCloseTo(3.25, 10);
  expect(found.offPlaneMm).toBeCloseTo(0, 10);
});

test('a position 2 mm above a slice says so', () => {
  const [x, y, z] = slicePositionMm(volume, 1, 0, 0);
  const [nx, ny, nz] = sliceNormal(volume);
  const found = slicePointAt(volume, [x + 2 * nx, y + 2 * ny, z + 2 * nz]);
  expect(found.slice).toBe(1);
  expect(found.offPlaneMm).toBeCloseTo(2, 10);
});
