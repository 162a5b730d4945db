import type { Host } from '@timescope/ohif/host';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { microscopyService, TILE_LOADING, type ManagedViewer } from './microscopy';

/**
 * Tells which slide viewer is on screen: the active viewport's, else the first. The host has no event for a new viewer,
 * so the viewer's own first tile request stands for it.
 * @returns a function that ends the watch
 */
export function watchSlideOnScreen(
  host: Host,
  onChange: (viewer: ManagedViewer | undefined) => void,
): () => void {
  const subscriptions = new Subscriptions();
  let current: ManagedViewer | undefined;
  const look = () => {
    const found = viewerOnScreen(host);
    if (found === current) return;
    current = found;
    onChange(found);
  };
  subscriptions.toDom(document, TILE_LOADING, look);
  const grid = host.servicesManager.services.viewportGridService;
  for (const event of ['ACTIVE_VIEWPORT_ID_CHANGED', 'GRID_STATE_CHANGED', 'VIEWPORTS_READY'])
    subscriptions.toHost(grid, event, look);
  look();
  return () => subscriptions.releaseAll();
}

function viewerOnScreen(host: Host): ManagedViewer | undefined {
  const viewers = microscopyService(host)?.getAllManagedViewers() ?? [];
  const active = host.servicesManager.services.viewportGridService.getState().activeViewportId;
  return viewers.find(viewer => viewer.viewportId === active) ?? viewers[0];
}
