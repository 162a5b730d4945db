import type { PixelSource } from '@timescope/core/pixelSource';
import { newRgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { openOverlay } from '../../../packages/cli/src/score/overlayImage';

const TILE = 256;
const [WIDTH, HEIGHT] = [9000, 1300];

/** One level only. Every tile is grey by its column; every third pixel of a row is darker by 30. */
function singleLevel(): { source: PixelSource; most: () => number } {
  let [open, most] = [0, 0];
  const mpp = micrometresPerPixel(0.25);
  return {
    most: () => most,
    source: {
      levels: [{ width: WIDTH, height: HEIGHT, tileWidth: TILE, tileHeight: TILE, mpp: { x: mpp, y: mpp } }],
      readTile: async (_, column) => {
        most = Math.max(most, ++open);
        await new Promise(resolve => setTimeout(resolve, 0));
        open -= 1;
        const tile = newRgbRaster(TILE, TILE, 100 + column);
        for (let pixel = 0; pixel < TILE * TILE; pixel++)
          if ((column * TILE + (pixel % TILE)) % 3 === 0)
            tile.values.fill(70 + column, 3 * pixel, 3 * pixel + 3);
        return tile;
      },
    },
  };
}

test('a slide without coarse levels is never held whole: its picture is reduced as its tiles come', async () => {
  const { source, most } = singleLevel();
  const { image } = await openOverlay(source, presets.ki67, { x: 0, y: 0, width: WIDTH, height: HEIGHT });
  expect([image.width, image.height]).toEqual([3000, 434]);
  expect(most()).toBeLessThanOrEqual(36);
  const at = (x: number, y: number) => image.values[3 * (y * image.width + x)];
  // Means of 3 x 3 pixels, the last row of 3 x 1.
  expect([at(0, 0), at(40, 200), at(2999, 433)]).toEqual([90, 90, 125]);
  // Pixel 255 of the first tile, 256 and 257 of the second.
  expect(at(85, 10)).toBe(Math.round((70 + 101 + 101) / 3));
});

test('the part of a slide that was measured is shown from its own corner', async () => {
  const { source } = singleLevel();
  const { image } = await openOverlay(source, presets.ki67, { x: 600, y: 256, width: 300, height: 200 });
  expect([image.width, image.height]).toEqual([300, 200]);
  expect(image.values[0]).toBe(70 + 2);
  expect(image.values[3]).toBe(100 + 2);
});
