import type { Host } from '@timescope/ohif/host';
import { roiOfContours } from './contourSlices';
import { cornerstoneOf, type World } from './cornerstone';
import type { DisplayedCt } from './displayedCt';
import { radiologyServices, type Segmentation } from './hostServices';
import { labelmapSlices, readLabelmap } from './labelmapSlices';
import type { RoiSlices } from './roiSlices';

/** Voxels of the segmentation that is active in the viewport, with its name. */
export interface ActiveRoi {
  readonly roi: RoiSlices;
  readonly label: string;
}

/**
 * Reads a segmentation that was not made with our buttons: loaded from a SEG or RTSTRUCT, or drawn with the host's own
 * panel. Voxels come first; without them its contours become voxels.
 * @throws TimescopeError GEOMETRY for contours that do not lie on the CT's slices
 */
export function activeRoi(host: Host, ct: DisplayedCt): ActiveRoi | undefined {
  const segmentation = radiologyServices(host).segmentationService.getActiveSegmentation(ct.viewportId);
  if (!segmentation) return undefined;
  const label = activeLabel(segmentation);
  const roi = labelmapRoi(host, ct, segmentation, label) ?? contourRoi(host, ct, segmentation, label);
  return { roi, label: segmentation.label };
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
  return ids && readLabelmap(cornerstone, labelmapSlices(cornerstone, ids, ct.imageIds, label));
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
