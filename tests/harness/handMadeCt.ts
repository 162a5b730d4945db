import type { CtVolume, RoiMask } from '@timescope/core/volume';
import { axialCt } from '@timescope/synthetic/ct/axialCt';

/** A CT of the given size with 1 x 1 x 5 mm voxels of air, unless `hu` says otherwise. */
export function handMadeCt(
  size: readonly [number, number, number],
  hu: (i: number, j: number, k: number) => number = () => -1000,
  spacingMm: readonly [number, number, number] = [1, 1, 5],
): CtVolume {
  const [nx, ny, nz] = size;
  const values = new Int16Array(nx * ny * nz);
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) for (let i = 0; i < nx; i++) values[(k * ny + j) * nx + i] = hu(i, j, k);
  return axialCt(values, { size, spacingMm });
}

/** The voxels for which `isInside` holds, on the grid of a CT. */
export function handMadeRoi(
  { size, placement }: CtVolume,
  isInside: (i: number, j: number, k: number) => boolean,
): RoiMask {
  const [nx, ny, nz] = size;
  const values = new Uint8Array(nx * ny * nz);
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++) values[(k * ny + j) * nx + i] = isInside(i, j, k) ? 1 : 0;
  return { values, size, placement };
}
