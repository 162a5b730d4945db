import type { Host } from '@timescope/ohif/host';
import { OpenedViewers } from '../../../../extensions/ihc-scoring/src/services/OpenedViewers';

/** A map that notes that it was freed, in the order of the list; with a small map in its corner if there is one. */
function mapNamed(name: string, freed: string[], small?: object) {
  const layer = { changed: () => undefined, dispose: () => freed.push(`layer of ${name}`) };
  const control = { getOverviewMap: () => small };
  return {
    getLayers: () => ({ getArray: () => [layer] }),
    getControls: () => ({ getArray: () => (small ? [control, {}] : [{}]) }),
    dispose: () => freed.push(name),
  };
}

function hostWith(managed: object[]): Host {
  const microscopyService = { getAllManagedViewers: () => managed };
  return { servicesManager: { services: { microscopyService } } } as unknown as Host;
}

const viewerOf = (map: object) => ({ viewer: { getMap: () => map } });

test('a viewer that the host let go is freed once, with the small map in its corner and all layers', () => {
  const freed: string[] = [];
  const managed = [viewerOf(mapNamed('slide', freed, mapNamed('corner', freed)))];
  const viewers = new OpenedViewers(hostWith(managed));
  viewers.look();
  viewers.look();
  expect(freed).toEqual([]);
  managed.length = 0;
  viewers.look();
  viewers.look();
  expect(freed).toEqual(['slide', 'layer of slide', 'corner', 'layer of corner']);
});

test('of two slides side by side, the one that stays is not touched', () => {
  const freed: string[] = [];
  const managed = [viewerOf(mapNamed('left', freed)), viewerOf(mapNamed('right', freed))];
  const viewers = new OpenedViewers(hostWith(managed));
  viewers.look();
  managed.shift();
  viewers.look();
  expect(freed).toEqual(['left', 'layer of left']);
});
