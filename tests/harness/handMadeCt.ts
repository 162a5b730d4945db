import { millimetres } from '@timescope/core/units';
import type { CtVolume, RoiMask } from '@timescope/core/volume';

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
  const [x, y, z] = spacingMm;
  return {
    hu: values,
    size,
    placement: {
      originMm: [0, 0, 0],
      row: [1, 0, 0],
      column: [0, 1, 0],
      slice: [0, 0, z],
      spacingMm: { x: millimetres(x), y: millimetres(y) },
    },
    slicePositionsMm: Array.from({ length: nz }, (_, k) => [0, 0, k * z] as const),
    sliceUids: [],
    acquisition: { sliceThicknessMm: z },
    evenlySpaced: true,
    warnings: [],
  };
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
