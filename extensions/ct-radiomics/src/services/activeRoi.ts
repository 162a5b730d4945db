import type { Host } from '@timescope/ohif/host';
import { roiOfContours } from './contourSlices';
import { cornerstoneOf, type World } from './cornerstone';
import type { DisplayedCt } from './displayedCt';
import { radiologyServices, type Segmentation } from './hostServices';
import { labelmapSlices, readLabelmap } from './labelmapSlices';
import { activeRoi, NEW_ROI_SET } from './rois/roiSet';
import { changedSlices, type RoiSlices } from './roiSlices';
import type { TumourOutline } from './TumourOutline';

/** The voxels that a prediction is made from. */
export interface PredictedRoi {
  readonly roi: RoiSlices;
  readonly label: string;
  /** Of a segmentation that was not made with our buttons; undefined for the reader's own outline. */
  readonly segmentationId: string | undefined;
}

/**
 * The reader's outline; a segmentation that is active in the viewport instead of it comes first: one loaded from a SEG
 * or RTSTRUCT, or drawn with the host's own panel.
 * @throws TimescopeError GEOMETRY for contours that do not lie on the CT's slices
 */
export function roiInUse(host: Host, ct: DisplayedCt, outline: TumourOutline | undefined): PredictedRoi {
  const active = radiologyServices(host).segmentationService.getActiveSegmentation(ct.viewportId);
  if (!active || active.segmentationId === outline?.segmentationId) {
    const { slices, name } = activeRoi(outline?.state.get().set ?? NEW_ROI_SET);
    return { roi: slices, label: name, segmentationId: undefined };
  }
  const { label, segmentationId } = active;
  return { roi: segmentationRoi(host, ct, active), label, segmentationId };
}

/** Whether a foreign segmentation holds other voxels now than those that were predicted from; gone counts too. */
export function hasChanged(host: Host, ct: DisplayedCt, { roi, segmentationId = '' }: PredictedRoi): boolean {
  const now = radiologyServices(host).segmentationService.getSegmentation(segmentationId);
  return !now || changedSlices(roi, segmentationRoi(host, ct, now)).size > 0;
}

/** Voxels come first; without them its contours become voxels. */
function segmentationRoi(host: Host, ct: DisplayedCt, segmentation: Segmentation): RoiSlices {
  const label = activeLabel(segmentation);
  return labelmapRoi(host, ct, segmentation, label) ?? contourRoi(host, ct, segmentation, label);
}

function activeLabel({ segments }: Segmentation): number {
  const all = Object.values(segments).filter(segment => segment !== undefined);
  return (all.find(segment => segment.active === true) ?? all[0])?.segmentIndex ?? 1;
}

function labelmapRoi(
  host: Host,
  ct: DisplayedCt,
  { representationData }: Segmentation,
  label: number,
): RoiSlices | undefined {
  const { cornerstone } = cornerstoneOf(host);
  const { imageIds, volumeId } = representationData.Labelmap ?? {};
  const ids =
    imageIds ?? (volumeId === undefined ? undefined : cornerstone.cache.getVolume(volumeId)?.imageIds);
  return ids && readLabelmap(cornerstone, labelmapSlices(cornerstone, ids, ct.imageIds), label);
}

function contourRoi(
  host: Host,
  ct: DisplayedCt,
  { representationData }: Segmentation,
  label: number,
): RoiSlices {
  const { state } = cornerstoneOf(host).cornerstoneTools.annotation;
  const uids = [...(representationData.Contour?.annotationUIDsMap?.get(label) ?? [])];
  const lines = uids.flatMap((uid): (readonly World[])[] => {
    const line = state.getAnnotation(uid)?.data.contour?.polyline;
    return line ? [line] : [];
  });
  return roiOfContours(lines, ct.grid);
}
