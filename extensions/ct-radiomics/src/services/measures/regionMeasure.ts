import type { CtGrid } from '@timescope/core/dicom/read/ctSeries';
import { meanHu, type SliceMeasure } from '../../pipeline/contouring/roiMeasures';

/** A region as a radiologist reads it, on one slice or on several. */
export interface RegionMeasure {
  readonly areaMm2: number;
  /** By counting voxels; undefined where slices are not evenly spaced. */
  readonly volumeMm3: number | undefined;
  /** Both of the slice with the longest axis. */
  readonly longMm: number;
  readonly shortMm: number;
  /** Mean and population standard deviation of the voxels, HU. */
  readonly mean: number;
  readonly sd: number;
}

/** Undefined for a region without any voxel. */
export function regionMeasure(
  slices: readonly SliceMeasure[],
  { placement: { slice }, evenlySpaced }: Pick<CtGrid, 'placement' | 'evenlySpaced'>,
): RegionMeasure | undefined {
  const [first, ...others] = slices;
  if (!first) return undefined;
  const { longMm, shortMm } = others.reduce((a, b) => (b.longMm > a.longMm ? b : a), first);
  const areaMm2 = slices.reduce((sum, each) => sum + each.areaMm2, 0);
  const volumeMm3 = evenlySpaced ? areaMm2 * Math.hypot(...slice) : undefined;
  return { areaMm2, volumeMm3, longMm, shortMm, ...meanHu(slices) };
}
