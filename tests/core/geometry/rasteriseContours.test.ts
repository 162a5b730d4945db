import { rasteriseContours, type Contour } from '@timescope/core/geometry/rasteriseContours';

const rectangle = (left: number, top: number, right: number, bottom: number): Contour => [
  { i: left, j: top },
  { i: right, j: top },
  { i: right, j: bottom },
  { i: left, j: bottom },
];
const count = (mask: Uint8Array) => mask.reduce((sum, value) => sum + value, 0);

test('a rectangle around the centres of 3 x 2 pixels marks exactly these six', () => {
  const mask = rasteriseContours([rectangle(0.5, 0.5, 3.5, 2.5)], 5, 4);
  expect([...mask]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
});

test('edges on pixel centres: the left and upper ones count, the right and lower ones do not', () => {
  const mask = rasteriseContours([rectangle(1, 1, 3, 2)], 5, 4);
  expect([...mask]).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test('two contours that share an edge share no pixel and leave none out', () => {
  const [left, right, both] = [
    rasteriseContours([rectangle(0.2, 0, 3, 6)], 8, 8),
    rasteriseContours([rectangle(3, 0, 6.4, 6)], 8, 8),
    rasteriseContours([rectangle(0.2, 0, 6.4, 6)], 8, 8),
  ];
  expect(left.map((value, index) => value + (right[index] ?? 0))).toEqual(both);
});

test('a contour inside another one is a hole', () => {
  const mask = rasteriseContours([rectangle(0.5, 0.5, 5.5, 5.5), rectangle(1.5, 1.5, 3.5, 3.5)], 7, 7);
  expect(count(mask)).toBe(25 - 4);
});

test('the direction of drawing does not matter', () => {
  const shape: Contour = [
    { i: 0.3, j: 0.1 },
    { i: 6.2, j: 2.7 },
    { i: 3.1, j: 6.6 },
  ];
  expect(rasteriseContours([[...shape].reverse()], 8, 8)).toEqual(rasteriseContours([shape], 8, 8));
});

test('what lies outside the slice is cut off', () => {
  expect(count(rasteriseContours([rectangle(-5, -5, 50, 50)], 4, 3))).toBe(12);
});

test('a circle of radius 20 pixels covers its area within one percent', () => {
  const circle = Array.from({ length: 360 }, (_, degree) => ({
    i: 32 + 20 * Math.cos((degree * Math.PI) / 180),
    j: 32 + 20 * Math.sin((degree * Math.PI) / 180),
  }));
  expect(Math.abs(count(rasteriseContours([circle], 64, 64)) / (Math.PI * 400) - 1)).toBeLessThan(0.01);
});

test('a line encloses nothing', () => {
  expect(
    count(
      rasteriseContours(
        [
          [
            { i: 0, j: 0 },
            { i: 3, j: 3 },
          ],
        ],
        4,
        4,
      ),
    ),
  ).toBe(0);
});
