import type { CtVolume, RoiMask } from '@timescope/core/volume';
import { meanHu, measureSlice } from './contouring/roiMeasures';

/** What a reader writes of the region on one slice. */
interface SliceSizes {
  /** The greatest distance between two corners of its voxels. */
  readonly longAxisMm: number;
  /** Its greatest extent at right angles to that. */
  readonly shortAxisMm: number;
  /** Of its voxels on the slice. */
  readonly meanHu: number;
}

/**
 * The same measures as beside the outline in the viewer.
 * @param k a slice that the region reaches
 */
export function sliceSizes({ hu }: Pick<CtVolume, 'hu'>, mask: RoiMask, k: number): SliceSizes {
  const [width, height] = mask.size;
  const onSlice = [k * width * height, (k + 1) * width * height] as const;
  const measured = measureSlice({
    ...{ width, height, hu: hu.subarray(...onSlice), spacingMm: mask.placement.spacingMm },
    values: mask.values.subarray(...onSlice).map(value => (value === 0 ? 0 : 1)),
  });
  return { longAxisMm: measured.longMm, shortAxisMm: measured.shortMm, meanHu: meanHu([measured]).mean };
}
