import { TimescopeError } from '@timescope/core/errors';
import { requireSameGrid, type CtVolume, type RoiMask, type VolumeSize } from '@timescope/core/volume';

/** Step from a voxel to the next along columns, rows and slices in mm. */
export type SpacingMm = readonly [x: number, y: number, z: number];

/** An image and a region on one grid; the voxel (i, j, k) lies at index (k * ny + j) * nx + i. */
export interface ImageVoxels {
  readonly size: VolumeSize;
  readonly spacingMm: SpacingMm;
  readonly values: ArrayLike<number>;
  /** 0 outside the region, anything else inside. */
  readonly mask: Uint8Array;
}

/**
 * A CT and its ROI as radiomics reads them.
 * @throws TimescopeError GEOMETRY when the slices are unevenly spaced or the ROI lies on another grid
 */
export function imageVoxels(volume: CtVolume, roi: RoiMask): ImageVoxels {
  requireSameGrid(volume, roi);
  if (!volume.evenlySpaced)
    throw new TimescopeError('GEOMETRY', 'The slices of this CT are unevenly spaced or tilted.', {
      nextStep: 'Radiomics needs one distance between all slices: choose a series without a gap.',
    });
  const { spacingMm, slice } = volume.placement;
  return {
    size: volume.size,
    spacingMm: [spacingMm.x, spacingMm.y, Math.hypot(slice[0], slice[1], slice[2])],
    values: volume.hu,
    mask: roi.values,
  };
}
