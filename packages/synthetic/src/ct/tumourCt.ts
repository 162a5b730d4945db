import type { Target } from '@timescope/core/result/predictionResult';
import { millimetres } from '@timescope/core/units';
import type { CtVolume, RoiMask } from '@timescope/core/volume';
import type { CtCanvas } from './canvas';
import type { TumourLook } from './tumour';
import { syntheticTumourVolume } from './tumourVolume';

/** A tumour of known class as the CT pipeline takes it. */
export interface TumourCt {
  readonly volume: CtVolume;
  readonly mask: RoiMask;
  readonly isHigh: Readonly<Record<Target, boolean>>;
  readonly look: TumourLook;
}

export function syntheticTumourCt(seed: number): TumourCt {
  const { hu, mask, size, spacingMm, isHigh, look } = syntheticTumourVolume(seed);
  const volume = axialCt(hu, { size, spacingMm });
  return { volume, mask: roiOn(volume, mask), isHigh, look };
}

/** Voxels as an axial CT whose first one lies at the origin. */
export function axialCt(hu: Int16Array, { size, spacingMm }: Omit<CtCanvas, 'hu'>): CtVolume {
  const [x, y, z] = spacingMm;
  return {
    hu,
    size,
    placement: {
      originMm: [0, 0, 0],
      row: [1, 0, 0],
      column: [0, 1, 0],
      slice: [0, 0, z],
      spacingMm: { x: millimetres(x), y: millimetres(y) },
    },
    slicePositionsMm: Array.from({ length: size[2] }, (_, k) => [0, 0, k * z] as const),
    sliceUids: [],
    acquisition: { sliceThicknessMm: z },
    evenlySpaced: true,
    warnings: [],
  };
}

export const roiOn = ({ size, placement }: CtVolume, values: Uint8Array): RoiMask => ({
  values,
  size,
  placement,
});
