import type { RoiMask, VolumeSize } from '@timescope/core/volume';
import { axialPlacement } from '@timescope/synthetic/ct/axialCt';

/** The voxels for which `isInside` holds, on a grid with its origin at 0 and its axes along x, y and z. */
export function handMadeMask(
  size: VolumeSize,
  isInside: (i: number, j: number, k: number) => boolean,
  spacingMm: readonly [number, number, number] = [1, 1, 5],
): RoiMask {
  const [nx, ny, nz] = size;
  const values = new Uint8Array(nx * ny * nz);
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++, at++) values[at] = isInside(i, j, k) ? 1 : 0;
  return { values, size, placement: axialPlacement(spacingMm) };
}
