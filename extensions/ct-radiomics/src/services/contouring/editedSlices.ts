import { paintRuns, runsOf } from '@timescope/core/geometry/maskRuns';
import type { VoxelGrid } from '@timescope/core/volume';
import type { SliceMask } from '../../pipeline/contouring/sliceMask';
import type { RoiSlices } from '../roiSlices';
import { boxOf, cut, paste } from './sliceBox';

/** What a tool makes of one slice: pixels by rows, 0 or 1. */
export type SliceEdit = (slice: SliceMask) => Uint8Array;

/**
 * The outline with the edit done on the given slices (voxels k), the others untouched. The edit sees the box round the
 * outline and a margin round it, so that its time follows the tumour and not the scan.
 * @param marginPx pixels that the edit may need beyond the outline
 */
export function editedSlices(
  roi: RoiSlices,
  { size: [nx, ny] }: VoxelGrid,
  slices: readonly number[],
  marginPx: number,
  edit: SliceEdit,
): RoiSlices {
  const edited = new Map(roi);
  for (const k of slices) {
    const runs = roi.get(k);
    if (!runs) continue;
    const whole = new Uint8Array(nx * ny);
    paintRuns(runs, whole, 1);
    const box = boxOf(whole, nx, ny, marginPx);
    paste(whole, nx, box, edit(cut(whole, nx, box)));
    const after = runsOf(whole, 1);
    if (after.length === 0) edited.delete(k);
    else edited.set(k, after);
  }
  return edited;
}
