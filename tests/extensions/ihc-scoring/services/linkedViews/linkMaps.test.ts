import { linkMaps } from '../../../../../extensions/ihc-scoring/src/services/linkedViews/linkMaps';
import type { MapView } from '../../../../../extensions/ihc-scoring/src/services/microscopy';

type Centre = readonly [number, number];

/** A view as OpenLayers has it: it tells of each change at once, and small turns become none unless they are set. */
function view(centre: Centre) {
  const values = { center: centre, resolution: 1, rotation: 0 };
  const listeners = new Map<string, Set<() => void>>();
  const set = <Name extends keyof typeof values>(name: Name, value: (typeof values)[Name]) => {
    if (values[name] === value) return;
    values[name] = value;
    listeners.get(`change:${name}`)?.forEach(listener => {
      listener();
    });
  };
  const made: MapView = {
    getCenter: () => values.center,
    getResolution: () => values.resolution,
    getRotation: () => values.rotation,
    setCenter: place => set('center', place),
    setResolution: resolution => set('resolution', resolution),
    setRotation: rotation => set('rotation', Math.abs(rotation) < 0.08 ? 0 : rotation),
    set: (name, value) => set(name, value as never),
    on: (event, listener) => listeners.set(event, (listeners.get(event) ?? new Set()).add(listener)),
    un: (event, listener) => listeners.get(event)?.delete(listener),
  };
  return { made, values };
}

const mpp = { x: 0.5, y: 0.5 };

/** Two slides, the second 100 um further to the right and turned by `degrees` about its corner. */
function linked(degrees = 0, isStillThere = () => true) {
  const [first, second] = [view([1000, -401]), view([0, 0])];
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const slide = ({ made }: typeof first) => ({ map: { getView: () => made }, mpp });
  const end = linkMaps(slide(first), slide(second), [cos, -sin, 100, sin, cos, 0], isStillThere);
  return { first, second, end };
}

test('the second slide goes to the place of the first at once, and then each follows the other', () => {
  const { first, second } = linked();
  expect(second.values).toEqual({ center: [1200, -401], resolution: 1, rotation: 0 });
  first.made.setResolution(4);
  first.made.setCenter([500, -301]);
  expect(second.values).toEqual({ center: [700, -301], resolution: 4, rotation: 0 });
  second.made.setCenter([1000, -101]);
  expect(first.values.center).toEqual([800, -101]);
});

test('a turn of two degrees between the sections is shown, though the stock view takes it for none', () => {
  const { second } = linked(2);
  expect(second.values.rotation).toBeCloseTo((-2 * Math.PI) / 180, 9);
});

test('after the end each slide is moved for itself; so it is when a slide has left the screen', () => {
  const { first, second, end } = linked();
  end();
  first.made.setCenter([0, -1]);
  expect(second.values.center).toEqual([1200, -401]);
  let isThere = true;
  const other = linked(0, () => isThere);
  isThere = false;
  other.first.made.setCenter([0, -1]);
  expect(other.second.values.center).toEqual([1200, -401]);
});
