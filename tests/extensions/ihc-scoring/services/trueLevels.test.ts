import type { PyramidLevel } from '@timescope/core/pixelSource';
import { micrometresPerPixel } from '@timescope/core/units';
import type { SlideMap } from '../../../../extensions/ihc-scoring/src/services/microscopy';
import { drawLevelsTrue } from '../../../../extensions/ihc-scoring/src/services/trueLevels';

const level = (width: number, mpp: number): PyramidLevel => ({
  ...{ width, height: width, tileWidth: 256, tileHeight: 256 },
  mpp: { x: micrometresPerPixel(mpp), y: micrometresPerPixel(mpp) },
});

/** A map whose only layer has a grid with these resolutions, coarsest first, and counts how often it is drawn. */
function mapWith(resolutions: number[]) {
  const drawn = { times: 0 };
  const layer = {
    changed: () => undefined,
    getSource: () => ({ tileGrid: { getResolutions: () => resolutions } }),
  };
  const map = {
    getLayers: () => ({ getArray: () => [layer, { changed: () => undefined }] }),
    render: () => {
      drawn.times++;
    },
  };
  return { map: map as unknown as SlideMap, drawn };
}

test('levels of 2.5 and 6.25 times larger pixels are drawn as large as they are, not 3 and 6 times', () => {
  const resolutions = [6, 3, 1];
  const { map, drawn } = mapWith(resolutions);
  const off = drawLevelsTrue(map, [level(2500, 0.25), level(1000, 0.625), level(400, 1.5625)]);
  expect(resolutions).toEqual([6.25, 2.5, 1]);
  expect(off).toBeCloseTo(0.2, 9);
  expect(drawn.times).toBe(1);
});

test('powers of two stay as they are, and nothing is drawn again', () => {
  const resolutions = [4, 2, 1];
  const { map, drawn } = mapWith(resolutions);
  expect(drawLevelsTrue(map, [level(2500, 0.25), level(1250, 0.5), level(625, 1)])).toBe(0);
  expect(resolutions).toEqual([4, 2, 1]);
  expect(drawn.times).toBe(0);
});

test('a thumbnail that we do not read keeps the viewer’s ratio', () => {
  const resolutions = [17, 3, 1];
  drawLevelsTrue(mapWith(resolutions).map, [level(2500, 0.25), level(1000, 0.625)]);
  expect(resolutions).toEqual([17, 2.5, 1]);
});
