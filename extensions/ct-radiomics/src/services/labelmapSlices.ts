import { paintRuns, runsOf } from '@timescope/core/geometry/maskRuns';
import type { Cornerstone, NumberArray } from './cornerstone';
import type { RoiSlices } from './roiSlices';

/** The label of the tumour in the label maps that we create. */
export const TUMOUR = 1;

/** A label map of the host, slice by slice in the order of the CT's voxels k. */
export type LabelmapSlices = readonly (string | undefined)[];

/** The host keeps its label maps in its own order of images, which may run against ours. */
export function labelmapSlices(
  cornerstone: Cornerstone,
  labelmapImageIds: readonly string[],
  ctImageIds: readonly string[],
): LabelmapSlices {
  const byCtImage = new Map(
    labelmapImageIds.map(id => [cornerstone.cache.getImage(id)?.referencedImageId, id]),
  );
  return ctImageIds.map(id => byCtImage.get(id));
}

export function readLabelmap(cornerstone: Cornerstone, imageIds: LabelmapSlices, label: number): RoiSlices {
  const slices = imageIds.map((id, k) => [k, runsOf(voxels(cornerstone, id), label)] as const);
  return new Map(slices.filter(([, runs]) => runs.length > 0));
}

/** Replaces the label's voxels on the given slices; other labels on them stay where the new runs leave room. */
export function writeLabelmap(
  cornerstone: Cornerstone,
  imageIds: LabelmapSlices,
  label: number,
  slices: RoiSlices,
): void {
  for (const [k, runs] of slices) {
    const values = voxels(cornerstone, imageIds[k]);
    paintRuns(runsOf(values, label), values, 0);
    paintRuns(runs, values, label);
  }
}

function voxels(cornerstone: Cornerstone, imageId: string | undefined): NumberArray {
  const image = imageId === undefined ? undefined : cornerstone.cache.getImage(imageId);
  return image?.voxelManager.getScalarData() ?? new Uint8Array();
}
