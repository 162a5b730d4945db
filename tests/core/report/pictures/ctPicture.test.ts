import { heatOverGrey } from '@timescope/core/plots/heatColour';
import type { RgbRaster } from '@timescope/core/raster';
import { ctPicture, type HeatMap, type OutlinedSlice } from '@timescope/core/report/pictures/ctPicture';
import { SOFT_TISSUE_WINDOW } from '@timescope/core/windowedGrey';

/** 60 x 60 voxels of 3 mm: the picture shows all 180 mm in 480 pixels, eight a voxel. */
const EDGE = 60;
const size = { width: EDGE, height: EDGE };
const each = (of: (i: number, j: number) => number) =>
  Array.from({ length: EDGE * EDGE }, (_, at) => of(at % EDGE, Math.floor(at / EDGE)));

const slice = (hu: (i: number, j: number) => number, heat?: HeatMap): OutlinedSlice => ({
  hu: { ...size, values: Int16Array.from(each(hu)) },
  region: {
    ...size,
    values: Uint8Array.from(each((i, j) => (i >= 20 && i < 30 && j >= 25 && j < 35 ? 1 : 0))),
  },
  spacingMm: { x: 3, y: 3 },
  sides: { left: 'R', right: 'L', top: 'A', bottom: 'P' },
  window: SOFT_TISSUE_WINDOW,
  ...(heat && { heat }),
});

const pixel = ({ width, values }: RgbRaster, x: number, y: number) => [
  ...values.subarray(3 * (y * width + x), 3 * (y * width + x) + 3),
];
const grey = (level: number) => [level, level, level];
const [BLACK, WHITE] = [grey(0), grey(255)];

test('the outline lies on the four pixels beside the region’s voxels; the voxels themselves are not covered', () => {
  const picture = ctPicture(slice(() => 40));
  const along = (from: number, to: number, y: number) =>
    Array.from({ length: to - from }, (_, k) => pixel(picture, from + k, y)[0]);
  expect(along(154, 163, 240)).toEqual([128, 128, 0, 0, 255, 255, 128, 128, 128]);
  expect(along(237, 246, 240)).toEqual([128, 128, 128, 255, 255, 0, 0, 128, 128]);
  const down = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, k) => pixel(picture, 200, from + k)[0]);
  expect(down(195, 202)).toEqual([128, 0, 0, 255, 255, 128, 128]);
  expect(down(278, 285)).toEqual([128, 128, 255, 255, 0, 0, 128]);
});

test('every voxel is where its number says, between black at -160 HU and white at 240 HU', () => {
  const picture = ctPicture(slice((i, j) => -160 + 4 * i + 2 * j));
  for (const [i, j] of [
    [40, 10],
    [45, 50],
    [5, 40],
  ] as const)
    // prettier-ignore
    // Pixel 4 of eight lies a sixteenth of a voxel behind the centre.
    expect(pixel(picture, 8 * i + 4, 8 * j + 4)).toEqual(grey(Math.round((255 * (4 * (i + 0.0625) + 2 * (j + 0.0625))) / 400)));
});

test('the letter of a side stands at that side, in the middle of its height', () => {
  const mirrored = { ...slice(() => 40), sides: { left: 'L', right: 'R', top: 'A', bottom: 'P' } };
  const letterAt = (picture: RgbRaster, left: number) =>
    Array.from(
      { length: 28 * 24 },
      (_, at) => pixel(picture, left + (at % 24), 226 + Math.floor(at / 24))[0],
    );
  const [as, other] = [ctPicture(slice(() => 40)), ctPicture(mirrored)];
  expect(letterAt(other, 448)).toEqual(letterAt(as, 8));
  expect(letterAt(other, 8)).toEqual(letterAt(as, 448));
  expect(letterAt(as, 8)).not.toEqual(letterAt(as, 448));
});

test('the ruler is five centimetres in five parts: 133 pixels of 0.375 mm', () => {
  const picture = ctPicture(slice(() => 40));
  const row = Array.from({ length: 148 }, (_, x) => pixel(picture, x, 498)[0]);
  const runs = row.reduce<{ level: number | undefined; from: number }[]>(
    (found, level, from) => (found.at(-1)?.level === level ? found : [...found, { level, from }]),
    [],
  );
  expect(runs).toEqual(
    [[255, 0], [0, 8], [255, 35], [0, 61], [255, 88], [0, 115], [255, 141]].map(([level, from]) => ({ level, from })),
  ); // prettier-ignore
});

const heatOf = (demonstration: boolean): HeatMap => ({
  target: 'time',
  values: {
    ...size,
    values: Float32Array.from(each((i, j) => (i >= 22 && i < 28 && j >= 27 && j < 33 ? 1 : NaN))),
  },
  demonstration,
});

test('the heat map covers its own voxels and nothing else', () => {
  const picture = ctPicture(slice(() => 40, heatOf(false)));
  const hot = [...heatOverGrey(128, 1)];
  expect([175, 176, 223, 224].map(x => pixel(picture, x, 240))).toEqual([grey(128), hot, hot, grey(128)]);
  expect([215, 216, 263, 264].map(y => pixel(picture, 200, y))).toEqual([grey(128), hot, hot, grey(128)]);
});

test('the scale below it has the colours of the map as they lie over soft tissue, 0 on the left and 1 on the right', () => {
  const picture = ctPicture(slice(() => 40, heatOf(false)));
  const colourAt = (x: number) => pixel(picture, x, 530);
  expect(colourAt(8)).toEqual([...heatOverGrey(140, 0)]);
  expect(colourAt(471)).toEqual([...heatOverGrey(140, 1)]);
  expect(colourAt(240)).toEqual(BLACK);
  expect(colourAt(354)).toEqual(BLACK);
});

test('a map of demonstration weights ends in a black band with words; another ends white', () => {
  const corner = (picture: RgbRaster) => pixel(picture, 0, picture.height - 1);
  const [shown, plain] = [true, false].map(demonstration =>
    ctPicture(slice(() => 40, heatOf(demonstration))),
  );
  expect(shown && corner(shown)).toEqual(BLACK);
  expect(plain && corner(plain)).toEqual(WHITE);
  expect((shown?.height ?? 0) - (plain?.height ?? 0)).toBe(68);
});

test('around a small outline 180 mm are shown, at the edge of the slice it lies beside the middle', () => {
  const wide = { ...slice(() => 40), spacingMm: { x: 6, y: 6 } };
  const picture = ctPicture(wide);
  expect([picture.width, picture.height]).toEqual([480, 534]);
  // 16 pixels a voxel and 30 voxels across: the first one is number 10, so that the region begins at pixel 160.
  expect([157, 158, 160].map(x => pixel(picture, x, 240)[0])).toEqual([0, 255, 128]);
});

test('an outline that does not reach the slice is refused', () => {
  const empty = { ...slice(() => 40), region: { ...size, values: new Uint8Array(EDGE * EDGE) } };
  expect(() => ctPicture(empty)).toThrow('The stored outline has no voxel on the stored slice.');
});
