import { millimetres } from '@timescope/core/units';
import type { CtVolume } from '@timescope/core/volume';
import type { CtCanvas } from './canvas';

/** A grid with its first voxel at the origin and its axes along x, y and z. */
export const axialPlacement = ([x, y, z]: CtCanvas['spacingMm']): CtVolume['placement'] => ({
  originMm: [0, 0, 0],
  row: [1, 0, 0],
  column: [0, 1, 0],
  slice: [0, 0, z],
  spacingMm: { x: millimetres(x), y: millimetres(y) },
});

/** Voxels as an axial CT whose first one lies at the origin. */
export function axialCt(hu: Int16Array, { size, spacingMm }: Omit<CtCanvas, 'hu'>): CtVolume {
  const [, , z] = spacingMm;
  return {
    hu,
    size,
    placement: axialPlacement(spacingMm),
    slicePositionsMm: Array.from({ length: size[2] }, (_, k) => [0, 0, k * z] as const),
    sliceUids: [],
    acquisition: { sliceThicknessMm: z },
    evenlySpaced: true,
    warnings: [],
  };
}
