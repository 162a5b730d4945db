import type { PixelSource } from '@timescope/core/pixelSource';
import { micrometresPerPixel } from '@timescope/core/units';
import { workingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { refusal } from '../../../harness/refusal';

const sourceOf = (...spacings: readonly (readonly [number, number])[]): PixelSource => ({
  levels: spacings.map(([x, y]) => ({
    width: 1000,
    height: 1000,
    tileWidth: 256,
    tileHeight: 256,
    mpp: { x: micrometresPerPixel(x), y: micrometresPerPixel(y) },
  })),
  readTile: () => Promise.resolve(undefined),
});

test.each([
  [[0.25, 0.5, 1], 1],
  [[0.25, 0.55, 0.6, 1], 1],
  [[0.2, 0.6, 1.8], 1],
  [[0.24, 0.97], 1],
  [[0.9], 0],
])('of levels with %p um/px the one nearest to 0.5 by ratio is used: number %i', (spacings, index) => {
  expect(workingFrame(sourceOf(...spacings.map(mpp => [mpp, mpp] as const))).levelIndex).toBe(index);
});

test('pixels that are not square: the mean decides, and each axis has its own step', () => {
  const frame = workingFrame(sourceOf([0.25, 0.25], [0.4, 0.625], [1, 1]));
  expect(frame.levelIndex).toBe(1);
  expect(frame.levelStep).toEqual({ x: 1.25, y: 0.8 });
  expect([frame.width, frame.height]).toEqual([800, 1250]);
});

test('a slide whose finest level has more than 2 um/px is refused, one of 2 um/px is not', () => {
  expect(refusal(() => workingFrame(sourceOf([28.97, 28.97])))).toBe('TOO_COARSE');
  expect(refusal(() => workingFrame(sourceOf([2, 2])))).toBeUndefined();
});
