import type { Host } from '@timescope/ohif/host';
import { microscopyService, type ManagedViewer, type SlideMap } from './microscopy';

/**
 * The stock host forgets a slide's viewer without freeing it: its maps go on listening to the page, so that each visit
 * would leave some megabytes of tiles behind (3.12.10 and 3.13.2). This frees the maps of viewers that are gone.
 */
export class OpenedViewers {
  private readonly opened = new Set<ManagedViewer>();

  constructor(private readonly host: Host) {}

  /** Notes the viewers that there are, and frees those that the host let go since. */
  look(): void {
    const managed = new Set(microscopyService(this.host)?.getAllManagedViewers());
    for (const viewer of this.opened)
      if (!managed.has(viewer)) {
        this.opened.delete(viewer);
        freeMap(viewer.viewer.getMap());
      }
    for (const viewer of managed) this.opened.add(viewer);
  }
}

/** With the small map in the corner. */
function freeMap(map: SlideMap): void {
  const maps = [map, ...overviewsOf(map)];
  for (const each of maps) {
    const layers = [...each.getLayers().getArray()];
    each.dispose?.();
    // The layers' tiles are the graphics card's, which counts who uses them.
    for (const layer of layers) layer.dispose?.();
  }
}

const overviewsOf = (map: SlideMap): SlideMap[] =>
  (map.getControls?.().getArray() ?? []).flatMap(control => control.getOverviewMap?.() ?? []);
