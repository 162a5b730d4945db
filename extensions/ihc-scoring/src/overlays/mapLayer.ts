import type { FrameState, MapLayer, SlideMap } from '../services/microscopy';

type LayerClass = new (options: { render: (frame: FrameState) => HTMLElement }) => MapLayer;

/**
 * A layer that draws itself, of the map's own OpenLayers: a second copy of the library would not be accepted. Its base
 * class is the topmost one with a source in the ancestry of any layer that is already there.
 * @returns undefined when the map has no layers yet
 */
export function selfDrawingLayer(
  map: SlideMap,
  render: (frame: FrameState) => HTMLElement,
): MapLayer | undefined {
  const [base] = map
    .getLayers()
    .getArray()
    .flatMap(layer => baseLayerClass(layer) ?? []);
  return base && new base({ render });
}

/** Adds one over all that is there. @returns undefined when the map has no layers yet */
export function layerOnTop(map: SlideMap, render: (frame: FrameState) => HTMLElement): MapLayer | undefined {
  const layer = selfDrawingLayer(map, render);
  if (layer) map.addLayer(layer);
  return layer;
}

function baseLayerClass(layer: MapLayer): LayerClass | undefined {
  let topmost: LayerClass | undefined;
  for (let prototype: unknown = Object.getPrototypeOf(layer); isObject(prototype);) {
    if (Object.hasOwn(prototype, 'getSource')) topmost = prototype.constructor as LayerClass;
    prototype = Object.getPrototypeOf(prototype);
  }
  return topmost;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
