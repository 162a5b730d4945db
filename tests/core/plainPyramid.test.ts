import {
  decimalMillimetres,
  halve,
  plainImageSource,
  pyramidOf,
  storedSpacing,
} from '@timescope/core/plainPyramid';
import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';

const grey = (width: number, values: readonly number[]): RgbRaster => ({
  width,
  height: values.length / width,
  values: Uint8Array.from(values.flatMap(value => [value, value, value])),
});

test('four pixels become their rounded mean', () => {
  expect(halve(grey(2, [10, 11, 12, 13]))).toEqual(grey(1, [12]));
  expect(halve(grey(2, [0, 0, 0, 1]))).toEqual(grey(1, [0]));
});

test('at an odd edge the last row and column stand twice', () => {
  expect(halve(grey(3, [0, 4, 8, 0, 4, 8, 100, 104, 108]))).toEqual(grey(2, [2, 8, 102, 108]));
});

test('the pyramid ends at the first level that fits 1024 pixels', () => {
  const sizes = pyramidOf(newRgbRaster(2202, 1500), 0.25).map(level => [level.width, level.height]);
  expect(sizes).toEqual([
    [2202, 1500],
    [1101, 750],
    [551, 375],
  ]);
});

test('a small photograph is halved until a level is near 0.5 um/px', () => {
  const widths = (mpp: number) => pyramidOf(newRgbRaster(800, 600), mpp).map(({ width }) => width);
  expect(widths(0.1)).toEqual([800, 400, 200]);
  expect(widths(0.25)).toEqual([800, 400]);
  expect(widths(0.36)).toEqual([800]);
});

test('spacings survive the round trip through a decimal string of at most 16 characters', () => {
  for (const mpp of [0.2271, 0.25, 0.4661, 1 / 3, 12.5]) {
    for (const level of [0, 1, 5]) {
      const text = decimalMillimetres(mpp, level);
      expect(text.length).toBeLessThanOrEqual(16);
      expect(storedSpacing(mpp, level)).toBe(Number(text) * 1000);
      expect(storedSpacing(mpp, level) / (mpp * 2 ** level)).toBeCloseTo(1, 5);
    }
  }
});

test('edge tiles are full size and filled up with white; beyond the image there is none', async () => {
  const source = plainImageSource(newRgbRaster(300, 200, 7), micrometresPerPixel(0.5));
  const tile = await source.readTile(0, 1, 0);
  expect([tile?.width, tile?.height]).toEqual([256, 256]);
  expect(tile?.values[3 * 43]).toBe(7);
  expect(tile?.values[3 * 44]).toBe(255);
  expect(await source.readTile(0, 2, 0)).toBeUndefined();
  expect(await source.readTile(3, 0, 0)).toBeUndefined();
});
