import type { PixelSource } from '@timescope/core/pixelSource';
import { halve } from '@timescope/core/plainPyramid';
import { newRgbRaster, pasteRgb, type RgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import { withWorkingLevel } from '@timescope/core/workingLevel';
import { wholeLevel } from '../harness/slideFiles';

/** Every pixel differs from its neighbours. */
function patterned(width: number, height: number): RgbRaster {
  const values = Uint8Array.from({ length: 3 * width * height }, (_, at) => (at * 73 + (at >> 5) * 31) % 251);
  return { width, height, values };
}

/** A source of one level, its edge tiles filled up with white. */
function singleLevel(
  image: RgbRaster,
  edge: number,
  mpp: number,
  isScanned: (tile: number) => boolean = () => true,
): PixelSource {
  const { width, height } = image;
  const spacing = { x: micrometresPerPixel(mpp), y: micrometresPerPixel(mpp) };
  const across = Math.ceil(width / edge);
  return {
    levels: [{ width, height, tileWidth: edge, tileHeight: edge, mpp: spacing }],
    readTile: (_, column, row) => {
      const at = { x: column * edge, y: row * edge, width: edge, height: edge };
      const tile = newRgbRaster(edge, edge);
      pasteRgb(tile, at, image, { x: 0, y: 0, width, height });
      return Promise.resolve(isScanned(row * across + column) ? tile : undefined);
    },
  };
}

test.each([
  [64, 0.12, 2],
  [10, 0.12, 2],
  [7, 0.09, 2],
  [50, 0.3, 1],
])(
  'a single level in tiles of %i at %f um/px gets the %i-fold halves of the whole image',
  async (edge, mpp, times) => {
    const image = patterned(123, 101);
    const source = withWorkingLevel(singleLevel(image, edge, mpp));
    expect(source.levels.map(level => level.mpp.x)).toEqual([mpp, mpp * 2 ** times]);
    let expected = image;
    for (let done = 0; done < times; done++) expected = halve(expected);
    expect(await wholeLevel(source, 1)).toEqual(expected);
  },
);

test('a tile that was never scanned is none of the made level either', async () => {
  const source = withWorkingLevel(singleLevel(patterned(128, 64), 64, 0.12, tile => tile === 0));
  expect(await source.readTile(1, 0, 0)).toMatchObject({ width: 16, height: 16 });
  expect(await source.readTile(1, 1, 0)).toBeUndefined();
});

test('a level near 0.5 um/px needs no other, and a slide that is too coarse gets none', () => {
  for (const mpp of [0.36, 0.5, 0.7, 2]) {
    const source = singleLevel(patterned(8, 8), 8, mpp);
    expect(withWorkingLevel(source)).toBe(source);
  }
});

test('between levels of 0.23 and 0.92 um/px stands one of 0.46, and the others keep their tiles', async () => {
  const [fine, coarse] = [patterned(64, 64), patterned(16, 16)];
  const sources = [singleLevel(fine, 16, 0.23), singleLevel(coarse, 16, 0.92)];
  const pyramid = withWorkingLevel({
    levels: sources.flatMap(({ levels }) => levels),
    readTile: async (level, column, row) => sources[level]?.readTile(0, column, row),
  });
  expect(pyramid.levels.map(({ width }) => width)).toEqual([64, 32, 16]);
  expect(await wholeLevel(pyramid, 2)).toEqual(coarse);
  expect(await wholeLevel(pyramid, 0)).toEqual(fine);
});
