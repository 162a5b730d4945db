import { matrixPoint } from '@timescope/core/frames';
import { ringsArea } from '../../../../../extensions/ihc-scoring/src/pipeline/annotations/ringsArea';

const square = (x: number, y: number, size: number) => [
  matrixPoint(x, y),
  matrixPoint(x + size, y),
  matrixPoint(x + size, y + size),
  matrixPoint(x, y + size),
];

test('squares that touch in the corner where one begins are both counted', () => {
  const [upperLeft, upperRight, lowerRight, lowerLeft] = square(-10, -10, 10);
  const other = [lowerRight, lowerLeft, upperLeft, upperRight].flatMap(corner => corner ?? []);
  expect(ringsArea([square(0, 0, 10), other])).toBe(200);
  expect(ringsArea([other, square(0, 0, 10)])).toBe(200);
});

test('a hole is taken off once, an island in it added, and an area drawn twice by the even-odd rule is none', () => {
  expect(ringsArea([square(0, 0, 100), square(0, 0, 80), square(10, 10, 10)])).toBe(10_000 - 6400 + 100);
  expect(ringsArea([square(0, 0, 10), square(0, 0, 10)])).toBe(0);
});
