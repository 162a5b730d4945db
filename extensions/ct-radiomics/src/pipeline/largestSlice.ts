import { TimescopeError } from '@timescope/core/errors';
import type { Vector3 } from '@timescope/core/frames';
import { largestCrossSection } from '@timescope/core/geometry/largestCrossSection';
import { squareMillimetres, type SquareMillimetres } from '@timescope/core/units';
import { requireSameGrid, type CtVolume, type RoiMask, type VoxelGrid } from '@timescope/core/volume';

/** The ROI's cross-section on one slice. */
export interface RoiSlice {
  /** Voxel k. */
  readonly index: number;
  readonly voxels: number;
  readonly areaMm2: SquareMillimetres;
}

/**
 * The slice with the greatest ROI area in mm2, by the rule of largestCrossSection.
 * @throws TimescopeError EMPTY_ROI, GEOMETRY
 */
export function largestSlice(volume: CtVolume, mask: RoiMask): RoiSlice {
  const slices = roiSlices(volume, mask);
  const heights = volume.slicePositionsMm.map(position => heightMm(volume, position));
  return largestCrossSection(slices, index => heights[index] ?? 0);
}

/**
 * The cross-section on the slice that the reader chose.
 * @throws TimescopeError EMPTY_ROI when the ROI does not reach it, GEOMETRY, USAGE for a slice that is not there
 */
export function chosenSlice(volume: CtVolume, mask: RoiMask, index: number): RoiSlice {
  const last = volume.size[2] - 1;
  if (!Number.isInteger(index) || index < 0 || index > last)
    throw new TimescopeError('USAGE', `The CT has no slice ${index}: its slices count from 0 to ${last}.`, {
      nextStep: 'Choose one of these slices.',
      kind: 'usage',
    });
  const slices = roiSlices(volume, mask);
  const slice = slices.find(candidate => candidate.index === index);
  if (slice) return slice;
  throw new TimescopeError('EMPTY_ROI', `The ROI is empty on slice ${index}.`, {
    nextStep: `Choose a slice that the ROI reaches: ${slices[0].index} to ${slices.at(-1)?.index ?? 0}.`,
    fields: { slice: index },
  });
}

/** Every slice that the ROI reaches, by rising index. */
export function roiSlices(volume: VoxelGrid, mask: RoiMask): [RoiSlice, ...RoiSlice[]] {
  requireSameGrid(volume, mask);
  const voxelMm2 = mask.placement.spacingMm.x * mask.placement.spacingMm.y;
  const slices: RoiSlice[] = [];
  for (let index = 0; index < mask.size[2]; index++) {
    const voxels = countVoxels(mask, index);
    if (voxels > 0) slices.push({ index, voxels, areaMm2: squareMillimetres(voxels * voxelMm2) });
  }
  const [first, ...others] = slices;
  if (first) return [first, ...others];
  throw new TimescopeError('EMPTY_ROI', 'The ROI holds no voxel.', {
    nextStep: 'Outline the tumour on at least one slice.',
  });
}

function countVoxels({ values, size: [nx, ny] }: RoiMask, k: number): number {
  let count = 0;
  for (const value of values.subarray(k * nx * ny, (k + 1) * nx * ny)) if (value !== 0) count++;
  return count;
}

/** Along the slices' normal, so that it holds for tilted slices and uneven distances. */
function heightMm({ placement: { row: r, column: c } }: CtVolume, position: Vector3): number {
  const normal = [r[1] * c[2] - r[2] * c[1], r[2] * c[0] - r[0] * c[2], r[0] * c[1] - r[1] * c[0]] as const;
  return normal[0] * position[0] + normal[1] * position[1] + normal[2] * position[2];
}
