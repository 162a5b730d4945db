import type { Signature } from '../../pipeline/exports/signature';
import type { SlideOnScreen } from '../benchPart';
import type { Shown } from '../shown';
import { framed, pngBlob } from './pictureFrame';

/** The map as it is on screen, tissue and cells and drawings, framed, as PNG. */
export function viewPicture(
  { map, viewer, slide }: SlideOnScreen,
  result: NonNullable<Shown['result']>,
  description: string,
  signature: Signature | undefined,
): Promise<Blob> {
  const [width, height] = map.getSize() ?? [1, 1];
  const scale = window.devicePixelRatio;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  // What a graphics card drew can be read only in the task in which it drew.
  map.renderSync();
  drawLayers(canvas, viewer.container, scale);
  const umPerPixel = ((map.getView().getResolution() ?? 1) * (slide.levels[0]?.mpp.x ?? 1)) / scale;
  return pngBlob(framed({ canvas, umPerPixel, scale }, result, description, signature));
}

/** The map's layers from the lowest to the highest; small maps in its corners are none of them. */
function drawLayers(canvas: HTMLCanvasElement, container: HTMLElement, scale: number): void {
  const context = canvas.getContext('2d');
  const main = container.querySelector('.ol-layers');
  if (!context || !main) return;
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  const corner = main.getBoundingClientRect();
  for (const layer of main.querySelectorAll('canvas')) {
    if (layer.width === 0 || layer.height === 0 || getComputedStyle(layer).display === 'none') continue;
    context.globalAlpha = opacityOf(layer, main);
    context.setTransform(new DOMMatrix([scale, 0, 0, scale, 0, 0]).multiply(placeOf(layer, corner)));
    context.drawImage(layer, 0, 0);
  }
}

/** From the layer's own pixels to css pixels of the map. */
function placeOf(layer: HTMLCanvasElement, corner: DOMRect): DOMMatrix {
  const { transform } = layer.style;
  // It is of the layer's box, which has as many css pixels as pixels in the viewer's layers, fewer in ours.
  if (transform.startsWith('matrix'))
    return new DOMMatrix(transform).scale(layer.offsetWidth / layer.width, layer.offsetHeight / layer.height);
  const box = layer.getBoundingClientRect();
  return new DOMMatrix([
    box.width / layer.width,
    0,
    0,
    box.height / layer.height,
    box.left - corner.left,
    box.top - corner.top,
  ]);
}

/** A group of layers may be fainter than its layers. */
function opacityOf(layer: Element, main: Element): number {
  let opacity = 1;
  for (let at: Element | null = layer; at && at !== main; at = at.parentElement)
    opacity *= Number(getComputedStyle(at).opacity);
  return opacity;
}
