import { paintRuns, runsOf } from '@timescope/core/geometry/maskRuns';
import type { VoxelGrid } from '@timescope/core/volume';
import type { SliceMask } from '../../pipeline/contouring/sliceMask';
import type { RoiSlices } from '../roiSlices';

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

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function boxOf(values: Uint8Array, width: number, height: number, margin: number): Box {
  let [left, right] = [width, 0];
  for (let j = 0; j < height; j++) {
    const row = values.subarray(j * width, (j + 1) * width);
    const first = row.indexOf(1);
    if (first < 0) continue;
    left = Math.min(left, first);
    right = Math.max(right, row.lastIndexOf(1) + 1);
  }
  const top = Math.floor(values.indexOf(1) / width);
  const bottom = Math.floor(values.lastIndexOf(1) / width) + 1;
  const from = { left: Math.max(0, left - margin), top: Math.max(0, top - margin) };
  return {
    ...from,
    width: Math.min(width, right + margin) - from.left,
    height: Math.min(height, bottom + margin) - from.top,
  };
}

function cut(values: Uint8Array, stride: number, { left, top, width, height }: Box): SliceMask {
  const box = new Uint8Array(width * height);
  for (let j = 0; j < height; j++) {
    const start = (top + j) * stride + left;
    box.set(values.subarray(start, start + width), j * width);
  }
  return { values: box, width, height };
}

function paste(values: Uint8Array, stride: number, { left, top, width, height }: Box, box: Uint8Array): void {
  for (let j = 0; j < height; j++)
    values.set(box.subarray(j * width, (j + 1) * width), (top + j) * stride + left);
}
