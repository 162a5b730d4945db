import type { VolumeSize } from '../volume';
import { paintRuns, runsOf, type MaskRuns } from './maskRuns';

/** A region of a volume: voxel k to the runs of its slice. Slices without any voxel are absent. */
export type VolumeRuns = ReadonlyMap<number, MaskRuns>;

/** 1 for the voxels of the runs, 0 for all others. */
export function voxelsOfRuns(slices: VolumeRuns, [nx, ny, nz]: VolumeSize): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(nx * ny * nz);
  for (const [k, runs] of slices) paintRuns(runs, values.subarray(k * nx * ny, (k + 1) * nx * ny), 1);
  return values;
}

/** The voxels of a mask that are 1. */
export function runsOfMask({
  values,
  size: [nx, ny, nz],
}: {
  readonly values: Uint8Array;
  readonly size: VolumeSize;
}): VolumeRuns {
  const slices = new Map<number, MaskRuns>();
  for (let k = 0; k < nz; k++) {
    const runs = runsOf(values.subarray(k * nx * ny, (k + 1) * nx * ny), 1);
    if (runs.length > 0) slices.set(k, runs);
  }
  return slices;
}
