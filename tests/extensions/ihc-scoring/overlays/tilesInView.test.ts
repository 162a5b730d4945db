import type { PyramidLevel } from '@timescope/core/pixelSource';
import { micrometresPerPixel } from '@timescope/core/units';
import { levelInView, tilesInView } from '../../../../extensions/ihc-scoring/src/overlays/tilesInView';

const level = (width: number, height: number, tile: number, mpp: number): PyramidLevel => ({
  ...{ width, height, tileWidth: tile, tileHeight: tile },
  mpp: { x: micrometresPerPixel(mpp), y: micrometresPerPixel(mpp) },
});

/** 1000 x 600 pixels, then a level of 2.5 times larger pixels: no power of two. */
const levels = [level(1000, 600, 256, 0.25), level(400, 240, 256, 0.625)];
const all = { x0: -50, y0: -50, x1: 2000, y1: 2000 };

test('the tiles of a level cover the slide once, without what only fills the edge tiles', () => {
  const tiles = tilesInView(levels, 0, all);
  expect(tiles).toHaveLength(4 * 3);
  const area = tiles.reduce((sum, { box }) => sum + (box.x1 - box.x0) * (box.y1 - box.y0), 0);
  expect(area).toBe(1000 * 600);
  const last = tiles.find(({ column, row }) => column === 3 && row === 2);
  expect(last).toMatchObject({
    pixels: { width: 1000 - 768, height: 600 - 512 },
    box: { x0: 768, y0: 512, x1: 1000, y1: 600 },
  });
});

test('tiles of a level with 2.5 times larger pixels lie at 2.5 times their own pixels', () => {
  const tile = tilesInView(levels, 1, all).find(({ column, row }) => column === 1 && row === 0);
  expect(tile).toMatchObject({
    pixels: { width: 144, height: 240 },
    box: { x0: 640, y0: 0, x1: 1000, y1: 600 },
  });
});

test('only the tiles that the view touches are asked for, those in its middle first', () => {
  const tiles = tilesInView(levels, 0, { x0: 260, y0: 10, x1: 800, y1: 250 });
  expect(tiles.map(({ column, row }) => [column, row])).toEqual([
    [2, 0],
    [1, 0],
    [3, 0],
  ]);
  expect(tilesInView(levels, 0, { x0: -500, y0: 0, x1: -10, y1: 600 })).toEqual([]);
});

test('the coarsest level is drawn whose pixels are at most 1.4 screen pixels', () => {
  expect(levelInView(levels, 4)).toBe(0);
  expect(levelInView(levels, 0.57)).toBe(0);
  expect(levelInView(levels, 0.56)).toBe(1);
  expect(levelInView(levels, 0.01)).toBe(1);
});
