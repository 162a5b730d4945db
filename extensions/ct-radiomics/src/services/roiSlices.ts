import { equalRuns, paintRuns, pixelCount, runsOf } from '@timescope/core/geometry/maskRuns';
import { voxelsOfRuns, type VolumeRuns } from '@timescope/core/geometry/volumeRuns';
import type { RoiMask, VoxelGrid } from '@timescope/core/volume';

/** The outlined voxels. */
export type RoiSlices = VolumeRuns;

export const NO_ROI: RoiSlices = new Map();

export function roiVoxels(roi: RoiSlices): number {
  return [...roi.values()].reduce((sum, runs) => sum + pixelCount(runs), 0);
}

/** The slices whose voxels differ, with their new runs. */
export function changedSlices(from: RoiSlices, to: RoiSlices): RoiSlices {
  const empty = new Uint32Array();
  return new Map(
    [...new Set([...from.keys(), ...to.keys()])]
      .map(k => [k, to.get(k) ?? empty] as const)
      .filter(([k, runs]) => !equalRuns(from.get(k) ?? empty, runs)),
  );
}

/** The voxels of either. */
export function unionOf(a: RoiSlices, b: RoiSlices, { size: [nx, ny] }: VoxelGrid): RoiSlices {
  const merged = [...b].map(([k, runs]) => {
    const slice = new Uint8Array(nx * ny);
    paintRuns(a.get(k) ?? new Uint32Array(), slice, 1);
    paintRuns(runs, slice, 1);
    return [k, runsOf(slice, 1)] as const;
  });
  return new Map([...a, ...merged]);
}

/** The voxels of both. */
export function intersectionOf(a: RoiSlices, b: RoiSlices, { size: [nx, ny] }: VoxelGrid): RoiSlices {
  const shared = [...a].map(([k, runs]) => {
    const [inA, inB] = [new Uint8Array(nx * ny), new Uint8Array(nx * ny)];
    paintRuns(runs, inA, 1);
    paintRuns(b.get(k) ?? new Uint32Array(), inB, 1);
    return [
      k,
      runsOf(
        inA.map((value, pixel) => value & (inB[pixel] ?? 0)),
        1,
      ),
    ] as const;
  });
  return new Map(shared.filter(([, runs]) => runs.length > 0));
}

/** The mask on the volume's grid, ready to be transferred to the worker. */
export function roiMask(
  roi: RoiSlices,
  { size, placement }: VoxelGrid,
): RoiMask & { values: Uint8Array<ArrayBuffer> } {
  return { size, placement, values: voxelsOfRuns(roi, size) };
}

/** The slice with most outlined pixels, the lower one of equals; undefined for an empty ROI. */
export function greatestSlice(roi: RoiSlices): number | undefined {
  const byExtent = [...roi].sort(([a, runsA], [b, runsB]) => pixelCount(runsB) - pixelCount(runsA) || a - b);
  return byExtent[0]?.[0];
}
