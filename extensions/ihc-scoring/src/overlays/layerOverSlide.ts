import type { FrameState, MapLayer, SlideMap } from '../services/microscopy';
import { selfDrawingLayer } from './mapLayer';

/** The part of the map's collection of layers that puts one between others. */
interface LayerStack {
  getArray(): readonly MapLayer[];
  insertAt?(index: number, layer: MapLayer): void;
}

/**
 * Adds a layer that draws itself right above the slide's own pictures, below drawings and cells whenever these were added.
 * @returns undefined when the map has no layers yet
 */
export function layerOverSlide(
  map: SlideMap,
  render: (frame: FrameState) => HTMLElement,
): MapLayer | undefined {
  const layer = selfDrawingLayer(map, render);
  if (!layer) return undefined;
  const stack: LayerStack = map.getLayers();
  const above = stack.getArray().findLastIndex(hasTiles) + 1;
  if (stack.insertAt) stack.insertAt(above, layer);
  else map.addLayer(layer);
  return layer;
}

function hasTiles(layer: MapLayer): boolean {
  const source = (layer as { getSource?: () => unknown }).getSource?.();
  return typeof source === 'object' && source !== null && 'tileGrid' in source;
}
