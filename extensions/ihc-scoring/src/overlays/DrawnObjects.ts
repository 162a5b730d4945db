import type { DrawnLayer, DrawnObject } from '../evidence/drawnObject';
import type { SlideMap } from '../services/microscopy';
import { drawShapes, shapesInView } from './drawShapes';
import type { CanvasView } from './LayerCanvas';
import { MovingCanvas } from './MovingCanvas';
import { placementOf, scaleOf, visibleBox } from './screenFrame';

/** The tissue shows through a mask. Ours. */
const MASK_OPACITY = 0.4;

type MaskLayer = Extract<DrawnLayer, { kind: 'mask' }>;

/** Segmentations and annotations of other tools on the slide, each in the colour that it names. */
export class DrawnObjects {
  private readonly shown = new Map<string, DrawnObject>();
  private readonly pictures = new WeakMap<MaskLayer, HTMLCanvasElement>();
  private readonly canvas: MovingCanvas;

  constructor(map: SlideMap) {
    this.canvas = new MovingCanvas(map, 'drawn-objects', view => this.draw(view));
  }

  add(uid: string, object: DrawnObject): void {
    this.shown.set(uid, object);
    this.canvas.changed();
  }

  take(uid: string): void {
    if (this.shown.delete(uid)) this.canvas.changed();
  }

  remove(): void {
    this.canvas.remove();
  }

  private draw(view: CanvasView): boolean {
    const layers = [...this.shown.values()].flatMap(object => object.layers);
    this.drawAllShapes(view, layers);
    // The shapes stand already: each mask goes below what is there, so the topmost comes first.
    for (const layer of layers.toReversed()) if (layer.kind === 'mask') this.drawMaskBelow(view, layer);
    return layers.length > 0;
  }

  private drawAllShapes({ context, frame, toCanvas }: CanvasView, layers: readonly DrawnLayer[]): void {
    const box = visibleBox(frame, toCanvas, 0);
    const drawing = { toCanvas: placementOf(toCanvas), pixelRatio: frame.pixelRatio };
    const shapes = layers.flatMap(layer => (layer.kind === 'shapes' ? [shapesInView(layer, box)] : []));
    if (shapes.length === 0) return;
    this.canvas.putLines(context, lines => {
      for (const each of shapes) drawShapes(lines, each, drawing);
    });
  }

  private drawMaskBelow({ context, toCanvas }: CanvasView, layer: MaskLayer): void {
    const { origin, step } = layer;
    const picture = this.pictures.get(layer) ?? pictureOf(layer);
    this.pictures.set(layer, picture);
    context.save();
    context.globalCompositeOperation = 'destination-over';
    context.globalAlpha = MASK_OPACITY;
    context.setTransform(toCanvas.translate(origin.x, origin.y).scale(step.x, step.y));
    // Larger than the screen's pixels, the mask's own must be seen as they are.
    context.imageSmoothingEnabled = scaleOf(toCanvas) * step.x < 1;
    context.drawImage(picture, 0, 0);
    context.restore();
  }
}

function pictureOf({ mask, colour }: MaskLayer): HTMLCanvasElement {
  const picture = document.createElement('canvas');
  picture.width = mask.width;
  picture.height = mask.height;
  const pixels = new ImageData(mask.width, mask.height);
  const [red, green, blue] = colour;
  // One number a pixel: red is the lowest byte in memory on every machine that runs browsers.
  const inside = ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  const words = new Uint32Array(pixels.data.buffer);
  mask.values.forEach((value, pixel) => {
    if (value !== 0) words[pixel] = inside;
  });
  picture.getContext('2d')?.putImageData(pixels, 0, 0);
  return picture;
}
