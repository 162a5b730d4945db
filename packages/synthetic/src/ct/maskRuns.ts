import type { RoiMask, VoxelGrid } from '@timescope/core/volume';

/** A mask as text: lengths of runs in voxel order, outside and inside in turn, beginning outside. */
export interface MaskRuns extends VoxelGrid {
  readonly runs: readonly number[];
}

export function maskRuns({ size, placement, values }: RoiMask): MaskRuns {
  const runs: number[] = [0];
  for (const value of values) {
    const isInside = value !== 0;
    // Runs at an odd place lie inside.
    if (((runs.length - 1) % 2 === 1) === isInside) runs.push((runs.pop() ?? 0) + 1);
    else runs.push(1);
  }
  return { size, placement, runs };
}

export function maskFromRuns({ size, placement, runs }: MaskRuns): RoiMask {
  const values = new Uint8Array(size[0] * size[1] * size[2]);
  let at = 0;
  runs.forEach((length, index) => {
    values.fill(index % 2, at, at + length);
    at += length;
  });
  return { size, placement, values };
}
