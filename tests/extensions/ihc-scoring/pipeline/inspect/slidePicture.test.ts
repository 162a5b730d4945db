import type { PixelSource } from '@timescope/core/pixelSource';
import { newRgbRaster } from '@timescope/core/raster';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { slidePicture } from '@timescope/extension-ihc-scoring/pipeline/inspect/slidePicture';

const mpp = micrometresPerPixel(0.5);

test('a slide of 600 x 300 becomes 6 x 3 pixels: each is the mean of its 100 x 100', async () => {
  const image = newRgbRaster(600, 300, 200);
  // The left half of the upper left hundred is 100.
  for (let y = 0; y < 100; y++) image.values.fill(100, 3 * 600 * y, 3 * (600 * y + 50));
  const picture = await slidePicture(plainImageSource(image, mpp), 6);
  expect(picture).toMatchObject({ width: 6, height: 3 });
  expect([...(picture?.values.subarray(0, 6) ?? [])]).toEqual([150, 150, 150, 200, 200, 200]);
  expect(picture?.values.subarray(3).every(value => value === 200)).toBe(true);
});

test('a slide that is smaller than its picture stays as it is', async () => {
  const picture = await slidePicture(plainImageSource(newRgbRaster(20, 30, 7), mpp), 320);
  expect(picture).toEqual(newRgbRaster(20, 30, 7));
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
  await slidePicture(source([40_000, 20_000], [1000, 500], [250, 125]), 320);
  expect([...asked]).toEqual([1]);
  asked.clear();
  expect(await slidePicture(source([40_000, 20_000]), 320)).toBeUndefined();
  expect(asked.size).toBe(0);
});
