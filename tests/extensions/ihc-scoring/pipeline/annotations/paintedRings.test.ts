import { matrixPoint } from '@timescope/core/frames';
import { paintedRings } from '../../../../../extensions/ihc-scoring/src/pipeline/annotations/paintedRings';
import { ringsArea } from '../../../../../extensions/ihc-scoring/src/pipeline/annotations/ringsArea';

const slide = { width: 2000, height: 1500 };
const dab = (x: number, y: number, radius = 50) => ({ points: [matrixPoint(x, y)], radius, isEraser: false });
const eraser = (x: number, y: number, radius = 50) => ({ ...dab(x, y, radius), isEraser: true });
const square = [
  [100, 100],
  [400, 100],
  [400, 400],
  [100, 400],
].map(([x = 0, y = 0]) => matrixPoint(x, y));

test('one dab of the brush is its disc', () => {
  const rings = paintedRings([], dab(500, 500), slide);
  expect(rings).toHaveLength(1);
  expect(ringsArea(rings)).toBeCloseTo(Math.PI * 2500, -2);
});

test('a line of the brush is a band with round ends', () => {
  const stroke = { points: [matrixPoint(200, 200), matrixPoint(600, 200)], radius: 20, isEraser: false };
  expect(ringsArea(paintedRings([], stroke, slide))).toBeCloseTo(400 * 40 + Math.PI * 400, -2);
});

test('a dab over the edge is joined with the area, one beside it stands apart', () => {
  const joined = paintedRings([square], dab(400, 250), slide);
  expect(joined).toHaveLength(1);
  expect(ringsArea(joined)).toBeCloseTo(90_000 + (Math.PI * 2500) / 2, -2);
  expect(paintedRings([square], dab(1000, 250), slide)).toHaveLength(2);
});

test('the eraser cuts a hole, a notch, or the area in two', () => {
  const hole = paintedRings([square], eraser(250, 250), slide);
  expect(hole).toHaveLength(2);
  expect(ringsArea(hole)).toBeCloseTo(90_000 - Math.PI * 2500, -2);
  const cut = { points: [matrixPoint(250, 50), matrixPoint(250, 450)], radius: 20, isEraser: true };
  expect(paintedRings([square], cut, slide)).toHaveLength(2);
});

test('an area that is wiped away wholly has no rings, and wiping nothing gives nothing', () => {
  expect(paintedRings([square], eraser(250, 250, 300), slide)).toEqual([]);
  expect(paintedRings([], eraser(250, 250), slide)).toEqual([]);
});

test('what lies beyond the slide is cut off', () => {
  const rings = paintedRings([], dab(0, 0, 100), slide);
  expect(ringsArea(rings)).toBeCloseTo((Math.PI * 10_000) / 4, -2);
  expect(rings.flat().every(({ x, y }) => x >= 0 && y >= 0)).toBe(true);
  expect(paintedRings([], dab(-500, 0, 100), slide)).toEqual([]);
});

test('strokes elsewhere leave an outline as it is', () => {
  const once = paintedRings([square], dab(800, 800), slide);
  const again = paintedRings(paintedRings(once, dab(1200, 300), slide), eraser(1200, 300, 60), slide);
  expect(again).toEqual(once);
});

test('an outline that crosses itself can be painted on', () => {
  const bow = [
    [100, 100],
    [400, 400],
    [400, 100],
    [100, 400],
  ].map(([x = 0, y = 0]) => matrixPoint(x, y));
  expect(paintedRings([bow], dab(250, 250, 30), slide)).toHaveLength(1);
});

test('a region of 20 x 20 mm at 0.25 um is worked out on coarser points in time', () => {
  const large = { width: 80_000, height: 80_000 };
  const area = [
    [0, 0],
    [80_000, 0],
    [80_000, 80_000],
    [0, 80_000],
  ].map(([x = 0, y = 0]) => matrixPoint(x, y));
  const rings = paintedRings([area], eraser(40_000, 40_000, 2000), large);
  expect(ringsArea(rings) / (80_000 ** 2 - Math.PI * 2000 ** 2)).toBeCloseTo(1, 4);
});
