import type { RoiMask, VolumeSize } from '@timescope/core/volume';
import { handMadeMask } from './handMadeMasks';

/**
 * Two readers' outlines of one thing of three balls, the second thicker and moved; the same for a seed. Every fourth
 * pair lies on one slice, every third has holes. All keep one voxel from the edge of the image.
 */
export function generatedPair(seed: number): [RoiMask, RoiMask] {
  const next = randomNumbers(1 + 7919 * seed);
  const isFlat = seed % 4 === 0;
  const size: VolumeSize = [26 + (seed % 5), 32, isFlat ? 3 : 16];
  const spacingMm = [0.5 + next(), 0.5 + next(), 1 + 4 * next()] as const;
  const balls = Array.from({ length: 3 }, () => size.map(extent => (0.15 + 0.7 * next()) * extent));
  const reader = (moved: number) =>
    handMadeMask(
      size,
      (i, j, k) =>
        [i, j, k].every((at, axis) => at > 0 && at < (size[axis] ?? 0) - 1) &&
        balls.some(([x = 0, y = 0, z = 0]) => {
          const away = Math.hypot(i - x - moved, j - y, isFlat ? 0 : 2 * (k - z));
          return away < 6 + moved && !(seed % 3 === 0 && away < 2 + moved / 2);
        }),
      spacingMm,
    );
  return [reader(0), reader(1 + 2 * next())];
}

/** What a second reader may draw: moved by (3, -2, 1) voxels, ragged on one side, without the first slices. */
export function otherReader(mask: RoiMask): RoiMask {
  const [nx, ny, nz] = mask.size;
  const { spacingMm, slice } = mask.placement;
  const isIn = (i: number, j: number, k: number) =>
    i >= 0 && j >= 0 && k >= 0 && i < nx && j < ny && k < nz && mask.values[(k * ny + j) * nx + i] !== 0;
  const first = Math.floor(mask.values.findIndex(value => value !== 0) / (nx * ny));
  return handMadeMask(
    mask.size,
    (i, j, k) => k > first + 3 && (isIn(i - 3, j + 2, k - 1) || (i % 2 === 0 && isIn(i - 6, j + 2, k - 1))),
    [spacingMm.x, spacingMm.y, slice[2]],
  );
}

/** The voxels of a mask on a plain grid of the same spacing: distances within it stay the same. */
export function alongAxes({ values, size, placement: { spacingMm, slice } }: RoiMask): RoiMask {
  const z = Math.hypot(...slice);
  return { ...handMadeMask(size, () => false, [spacingMm.x, spacingMm.y, z]), values };
}

/** Numbers from 0 to 1 that are the same for a seed. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (1_103_515_245 * state + 12_345) % 2 ** 31) / 2 ** 31;
}
