import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { compartmentPicture } from '@timescope/core/report/pictures/compartmentPicture';

const tumour = { label: 'Tumour', colour: [230, 73, 22], hatch: 'rising' } as const;
const stroma = { label: 'Stroma', colour: [247, 188, 10], hatch: 'dots' } as const;

/** 4 mm x 3 mm of white, tumour in the left half, stroma in the right one, glass below row 200. */
const picture = compartmentPicture({
  image: newRgbRaster(400, 300),
  mmPerPixel: 0.01,
  compartments: [tumour, stroma],
  classes: {
    width: 400,
    height: 300,
    values: Uint8Array.from({ length: 400 * 300 }, (_, at) => (at >= 200 * 400 ? 0 : at % 400 < 200 ? 1 : 2)),
  },
});

const pixel = ({ width, values }: RgbRaster, x: number, y: number) => [
  ...values.subarray(3 * (y * width + x), 3 * (y * width + x) + 3),
];

test('a black line of one pixel runs between two compartments and around them, none at the edge of the slide', () => {
  const row = (y: number) => [197, 198, 199, 200, 201].map(x => pixel(picture, x, y)[0] === 0);
  expect(row(100)).toEqual([false, false, false, true, false]);
  expect([198, 199, 200, 201].map(y => pixel(picture, 50, y)[0] === 0)).toEqual([false, false, true, false]);
  expect(pixel(picture, 0, 100)).not.toEqual([0, 0, 0]);
});

test('tumour has rising lines sixteen pixels apart, stroma dots; glass stays as it was', () => {
  const isInk = (x: number, y: number) => (pixel(picture, x, y)[0] ?? 0) < 128;
  expect(Array.from({ length: 25 }, (_, x) => isInk(x, 64)).flatMap((ink, x) => (ink ? [x] : []))).toEqual([
    0, 1, 16, 17,
  ]);
  expect([isInk(16, 64), isInk(15, 65), isInk(17, 65)]).toEqual([true, true, false]);
  const dots = Array.from({ length: 25 }, (_, x) => isInk(x + 240, 80)).flatMap((ink, x) => (ink ? [x] : []));
  expect(dots).toEqual([8, 9, 10, 24]);
  expect(isInk(248, 83)).toBe(false);
  expect(pixel(picture, 50, 250)).toEqual([255, 255, 255]);
});

test('the tint is 12 % of the colour of each compartment', () => {
  expect(pixel(picture, 6, 64)).toEqual([252, 233, 227]);
});

test('the ruler is one millimetre, 100 pixels of 0.01 mm, black and white', () => {
  const row = Array.from({ length: 120 }, (_, x) => pixel(picture, x, 318)[0]);
  expect(row.lastIndexOf(0)).toBe(107);
  expect([row[8], row[57], row[58], row[106], row[107]]).toEqual([0, 0, 255, 255, 0]);
});

test('the legend has a line for each compartment, with its hatching', () => {
  expect(picture.height).toBe(300 + 30 + 16 + 2 * 36);
  const field = (top: number) =>
    Array.from({ length: 24 }, (_, y) => pixel(picture, 30, top + 2 + y)[0] ?? 0);
  expect(field(346).filter(level => level < 128).length).toBe(4);
  expect(pixel(picture, 8, 346)).toEqual([0, 0, 0]);
});

test('a slide without compartments is shown as it is, with its ruler', () => {
  const plain = compartmentPicture({
    image: newRgbRaster(400, 300, 200),
    mmPerPixel: 0.01,
    compartments: [],
    classes: { width: 400, height: 300, values: new Uint8Array(400 * 300) },
  });
  expect(plain.values.subarray(0, 3 * 400 * 300).every(value => value === 200)).toBe(true);
  expect(plain.height).toBe(346);
});
