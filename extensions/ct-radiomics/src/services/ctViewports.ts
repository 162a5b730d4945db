import type { Host } from '@timescope/ohif/host';
import type { SliceViewport } from './cornerstone';
import type { DisplayedCt } from './displayedCt';
import { radiologyServices } from './hostServices';

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
