import type { RoiMask } from '../../volume';
import { largestCrossSection } from '../largestCrossSection';
import { diceOf } from './dice';

/** One ROI's largest cross-section. */
export interface LargestSlice {
  /** Voxel k, from 0. */
  readonly index: number;
  readonly areaMm2: number;
}

/** Whether two ROIs have their largest cross-section on the same slice, and how alike they are there. */
export interface LargestSliceAgreement {
  readonly a: LargestSlice;
  readonly b: LargestSlice;
  readonly isSameSlice: boolean;
  readonly slicesApart: number;
  readonly apartMm: number;
  /** Area of A less that of B, each on its own largest slice. */
  readonly areaDifferenceMm2: number;
  /** The same in percent of the mean of the two areas. */
  readonly areaDifferencePercent: number;
  /** Dice of the two cross-sections on the largest slice of A, and on that of B. */
  readonly diceOnSliceOfA: number;
  readonly diceOnSliceOfB: number;
}

/** Both ROIs lie on one grid and hold a voxel; `sliceDistanceMm` lies between neighbouring slices. */
export function largestSliceAgreement(
  a: RoiMask,
  b: RoiMask,
  sliceDistanceMm: number,
): LargestSliceAgreement {
  const [largestA, largestB] = [largestSliceOf(a, sliceDistanceMm), largestSliceOf(b, sliceDistanceMm)];
  const slicesApart = Math.abs(largestA.index - largestB.index);
  const areaDifferenceMm2 = largestA.areaMm2 - largestB.areaMm2;
  const diceOn = (k: number) => diceOf(sliceValues(a, k), sliceValues(b, k)).dice;
  return {
    a: largestA,
    b: largestB,
    isSameSlice: slicesApart === 0,
    slicesApart,
    apartMm: slicesApart * sliceDistanceMm,
    areaDifferenceMm2,
    areaDifferencePercent: (200 * areaDifferenceMm2) / (largestA.areaMm2 + largestB.areaMm2),
    diceOnSliceOfA: diceOn(largestA.index),
    diceOnSliceOfB: diceOn(largestB.index),
  };
}

function largestSliceOf(mask: RoiMask, sliceDistanceMm: number): LargestSlice {
  const counts = Array.from({ length: mask.size[2] }, (_, index) => ({
    index,
    voxels: sliceValues(mask, index).reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0),
  }));
  const [first = { index: 0, voxels: 0 }, ...others] = counts.filter(({ voxels }) => voxels > 0);
  const { index, voxels } = largestCrossSection([first, ...others], k => k * sliceDistanceMm);
  return { index, areaMm2: voxels * mask.placement.spacingMm.x * mask.placement.spacingMm.y };
}

const sliceValues = ({ values, size: [nx, ny] }: RoiMask, k: number): Uint8Array =>
  values.subarray(k * nx * ny, (k + 1) * nx * ny);
