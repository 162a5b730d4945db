import type { Target } from '@timescope/core/result/predictionResult';
import type { CtVolume, RoiMask } from '@timescope/core/volume';
import { axialCt } from './axialCt';
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

export const roiOn = ({ size, placement }: CtVolume, values: Uint8Array): RoiMask => ({
  values,
  size,
  placement,
});
