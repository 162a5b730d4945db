import type { Target } from '@timescope/core/result/predictionResult';
import { millimetres } from '@timescope/core/units';
import type { CtVolume, RoiMask } from '@timescope/core/volume';
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
  const [x, y, z] = spacingMm;
  const placement = {
    originMm: [0, 0, 0],
    row: [1, 0, 0],
    column: [0, 1, 0],
    slice: [0, 0, z],
    spacingMm: { x: millimetres(x), y: millimetres(y) },
  } as const;
  const slicePositionsMm = Array.from({ length: size[2] }, (_, k) => [0, 0, k * z] as const);
  const volume: CtVolume = {
    hu,
    size,
    placement,
    slicePositionsMm,
    sliceUids: [],
    acquisition: { sliceThicknessMm: z },
    evenlySpaced: true,
    warnings: [],
  };
  return { volume, mask: { values: mask, size, placement }, isHigh, look };
}
