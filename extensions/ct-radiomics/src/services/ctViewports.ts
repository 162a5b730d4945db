import type { Host } from '@timescope/ohif/host';
import type { SliceViewport } from './cornerstone';
import { ctInViewport, type DisplayedCt } from './displayedCt';
import { radiologyServices } from './hostServices';
import { showsSlice, showSlice } from './sliceNavigation';

/** A viewport that shows something already. */
export function shownViewport(host: Host, viewportId: string): SliceViewport | undefined {
  const viewport = radiologyServices(host).cornerstoneViewportService.getCornerstoneViewport(viewportId);
  return viewport && viewport.getActors().length > 0 ? viewport : undefined;
}

/** Every viewport that shows this CT. */
export function viewportsShowing(host: Host, { displaySet }: DisplayedCt): SliceViewport[] {
  const { viewports } = host.servicesManager.services.viewportGridService.getState();
  return [...viewports].flatMap(([viewportId, { displaySetInstanceUIDs }]) => {
    const viewport = shownViewport(host, viewportId);
    const shows = displaySetInstanceUIDs?.includes(displaySet.displaySetInstanceUID) === true;
    return shows && viewport ? [viewport] : [];
  });
}

/** Brings a slice of the CT into view, where the CT is still the one that is shown. */
export function bringIntoView(host: Host, ct: DisplayedCt, slice: number): void {
  const place = ctInViewport(host);
  const viewport = place && shownViewport(host, place.viewportId);
  const isShown = ct.displaySet.displaySetInstanceUID === place?.displaySet.displaySetInstanceUID;
  if (viewport && isShown) showSlice(viewport, ct, slice);
}

/** Voxel k of the slice in view; undefined when the viewport shows another plane. */
export function sliceInView(host: Host, ct: DisplayedCt): number | undefined {
  const viewport = shownViewport(host, ctInViewport(host)?.viewportId ?? '');
  const slices = ct.imageIds.map((_, k) => k);
  return viewport && slices.find(k => showsSlice(viewport, ct, k));
}

/** Voxel k of the slice that scrolling shows after (1) or before (-1) slice k; undefined at the end of the scan. */
export function sliceBeside(
  { displaySet, imageIds }: DisplayedCt,
  k: number,
  step: 1 | -1,
): number | undefined {
  const shown = (displaySet.instances ?? []).map(({ imageId }) => String(imageId));
  const beside = shown[shown.indexOf(imageIds[k] ?? '') + step];
  const slice = beside === undefined ? -1 : imageIds.indexOf(beside);
  return slice < 0 ? undefined : slice;
}
