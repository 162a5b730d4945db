import { TimescopeError } from '@timescope/core/errors';
import type { PixelSource } from '@timescope/core/pixelSource';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { newRgbRaster } from '@timescope/core/raster';
import { slideOverview } from '@timescope/core/slideOverview';
import { micrometresPerPixel } from '@timescope/core/units';

const mpp = micrometresPerPixel(0.5);

test('a slide of 600 x 300 becomes 6 x 3 pixels: each is the mean of its 100 x 100', async () => {
  const image = newRgbRaster(600, 300, 200);
  // The left half of the upper left hundred is 100.
  for (let y = 0; y < 100; y++) image.values.fill(100, 3 * 600 * y, 3 * (600 * y + 50));
  const { picture } = (await slideOverview(plainImageSource(image, mpp), 6)) ?? {};
  expect(picture).toMatchObject({ width: 6, height: 3 });
  expect([...(picture?.values.subarray(0, 6) ?? [])]).toEqual([150, 150, 150, 200, 200, 200]);
  expect(picture?.values.subarray(3).every(value => value === 200)).toBe(true);
});

test('a slide that is smaller than its picture stays as it is', async () => {
  const overview = await slideOverview(plainImageSource(newRgbRaster(20, 30, 7), mpp), 320);
  expect(overview).toEqual({ picture: newRgbRaster(20, 30, 7), unreadableTiles: 0 });
});

test('the smallest level that is large enough is read; a slide without small levels is not read at all', async () => {
  const level = (width: number, height: number) => ({
    ...{ width, height, tileWidth: 512, tileHeight: 512 },
    mpp: { x: mpp, y: mpp },
  });
  const asked = new Set<number>();
  const source = (...sizes: [number, number][]): PixelSource => ({
    levels: sizes.map(([width, height]) => level(width, height)),
    readTile: index => {
      asked.add(index);
      return Promise.resolve(newRgbRaster(512, 512));
    },
  });
  await slideOverview(source([40_000, 20_000], [1000, 500], [250, 125]), 320);
  expect([...asked]).toEqual([1]);
  asked.clear();
  expect(await slideOverview(source([40_000, 20_000]), 320)).toBeUndefined();
  expect(asked.size).toBe(0);
});

test('a tile that cannot be read is white and counted; one that may be readable later ends it', async () => {
  const broken = (kind: 'rejected' | 'retryable'): PixelSource => ({
    levels: [{ width: 8, height: 4, tileWidth: 4, tileHeight: 4, mpp: { x: mpp, y: mpp } }],
    readTile: (_, column) =>
      column === 0
        ? Promise.resolve(newRgbRaster(4, 4, 9))
        : Promise.reject(new TimescopeError('TRUNCATED', 'It is cut off.', { kind, nextStep: '' })),
  });
  const overview = await slideOverview(broken('rejected'), 8);
  expect(overview?.unreadableTiles).toBe(1);
  expect([...(overview?.picture.values.subarray(0, 24) ?? [])]).toEqual([
    ...Array<number>(12).fill(9),
    ...Array<number>(12).fill(255),
  ]);
  await expect(slideOverview(broken('retryable'), 8)).rejects.toThrow('It is cut off.');
});
