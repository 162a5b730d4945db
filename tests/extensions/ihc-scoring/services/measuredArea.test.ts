import { matrixPoint } from '@timescope/core/frames';
import { areaMm2, fieldArea, sizeMm } from '../../../../extensions/ihc-scoring/src/services/measuredArea';

/** 1000 x 800 px at 1 um: 1 x 0.8 mm. */
const small = { width: 1000, height: 800, mpp: { x: 1, y: 1 } };
/** 20 x 20 mm at 0.5 um. */
const large = { width: 40_000, height: 40_000, mpp: { x: 0.5, y: 0.5 } };

const box = (x0: number, y0: number, x1: number, y1: number) => [
  matrixPoint(x0, y0),
  matrixPoint(x1, y0),
  matrixPoint(x1, y1),
  matrixPoint(x0, y1),
];

const ringOf = (area: ReturnType<typeof fieldArea>) => (area?.kind === 'field' ? area.ring : []);

test('a field inside the slide is measured as it is', () => {
  const area = fieldArea(box(100, 100, 300, 200), small);
  expect(area).toMatchObject({ kind: 'field', isCut: false });
  expect(areaMm2([ringOf(area)], small.mpp)).toBeCloseTo(0.02, 12);
});

test('a field that reaches beyond the slide is cut at its edge', () => {
  const area = fieldArea(box(-500, -500, 1500, 1500), small);
  expect(areaMm2([ringOf(area)], small.mpp)).toBeCloseTo(0.8, 12);
  expect(sizeMm(ringOf(area), small.mpp)).toEqual({ width: 1, height: 0.8 });
});

test('a field beside the slide is no field', () => {
  expect(fieldArea(box(2000, 0, 3000, 500), small)).toBeUndefined();
});

test('a large field is cut to 2 x 2 mm around its middle, and says so', () => {
  const area = fieldArea(box(0, 0, 40_000, 40_000), large);
  expect(area).toMatchObject({ isCut: true });
  expect(sizeMm(ringOf(area), large.mpp)).toEqual({ width: 2, height: 2 });
  expect(ringOf(area)).toContainEqual(matrixPoint(18_000, 18_000));
  expect(ringOf(area)).toContainEqual(matrixPoint(22_000, 22_000));
});

test('a rotated field keeps its area while it lies on the slide', () => {
  const diamond = [
    matrixPoint(500, 300),
    matrixPoint(600, 400),
    matrixPoint(500, 500),
    matrixPoint(400, 400),
  ];
  expect(areaMm2([ringOf(fieldArea(diamond, small))], small.mpp)).toBeCloseTo(0.02, 12);
});

test('pixels that are not square have the area of their sides', () => {
  expect(areaMm2([box(0, 0, 100, 100)], { x: 1, y: 2 })).toBeCloseTo(0.02, 12);
});
