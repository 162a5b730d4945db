import type { DrawnLayer, DrawnObject } from '../evidence/drawnObject';
import type { PolygonTable } from '../pipeline/cellTable';
import type { FrameState, MapLayer, SlideMap } from '../services/microscopy';
import { fitCanvas } from './fitCanvas';
import { selfDrawingLayer } from './mapLayer';
import { canvasFromMatrix, scaleOf, visibleBox, type MatrixBox } from './screenFrame';

/** The tissue shows through a mask. Ours. */
const MASK_OPACITY = 0.4;
/** Of more shapes in view only their places are marked. Ours. */
const MOST_SHAPES = 20_000;
/** Size of a point and of a mark, in css pixels. Ours. */
const POINT_PX = 6;
const MARK_PX = 2;

type MaskLayer = Extract<DrawnLayer, { kind: 'mask' }>;
type ShapeLayer = Extract<DrawnLayer, { kind: 'shapes' }>;

/** Segmentations and annotations of other tools on the slide, each in the colour that it names. */
export class DrawnObjects {
  private readonly shown = new Map<string, DrawnObject>();
  private readonly pictures = new WeakMap<MaskLayer, HTMLCanvasElement>();
  private readonly boxes = new WeakMap<PolygonTable, Float32Array>();
  private readonly canvas = document.createElement('canvas');
  private readonly layer: MapLayer | undefined;

  constructor(private readonly map: SlideMap) {
    this.canvas.dataset.cy = 'drawn-objects';
    this.canvas.style.cssText = 'position:absolute;inset:0;width:100%;height:100%;pointer-events:none';
    this.layer = selfDrawingLayer(map, frame => this.render(frame));
    if (this.layer) map.addLayer(this.layer);
  }

  add(uid: string, object: DrawnObject): void {
    this.shown.set(uid, object);
    this.layer?.changed();
  }

  take(uid: string): void {
    if (this.shown.delete(uid)) this.layer?.changed();
  }

  remove(): void {
    if (this.layer) this.map.removeLayer(this.layer);
    this.canvas.remove();
  }

  private render(frame: FrameState): HTMLElement {
    const { canvas } = this;
    fitCanvas(canvas, frame);
    const context = canvas.getContext('2d');
    canvas.style.display = this.shown.size === 0 ? 'none' : '';
    if (!context || this.shown.size === 0) return canvas;
    context.resetTransform();
    context.clearRect(0, 0, canvas.width, canvas.height);
    const toCanvas = canvasFromMatrix(frame);
    const layers = [...this.shown.values()].flatMap(object => object.layers);
    for (const layer of layers) if (layer.kind === 'mask') this.drawMask(context, toCanvas, layer);
    const box = visibleBox(frame, toCanvas, 0);
    for (const layer of layers)
      if (layer.kind === 'shapes') this.drawShapes({ context, toCanvas, box, frame }, layer);
    return canvas;
  }

  private drawMask(context: CanvasRenderingContext2D, toCanvas: DOMMatrix, layer: MaskLayer): void {
    const { origin, step } = layer;
    const picture = this.pictures.get(layer) ?? pictureOf(layer);
    this.pictures.set(layer, picture);
    context.save();
    context.globalAlpha = MASK_OPACITY;
    context.setTransform(toCanvas.translate(origin.x, origin.y).scale(step.x, step.y));
    // Larger than the screen's pixels, the mask's own must be seen as they are.
    context.imageSmoothingEnabled = scaleOf(toCanvas) * step.x < 1;
    context.drawImage(picture, 0, 0);
    context.restore();
  }

  private drawShapes(drawing: ShapeDrawing, layer: ShapeLayer): void {
    const { shapes } = layer;
    const boxes = this.boxes.get(shapes) ?? boxesOf(shapes);
    this.boxes.set(shapes, boxes);
    const visible = inView(boxes, drawing.box);
    const { context, frame } = drawing;
    context.save();
    context.resetTransform();
    context.lineJoin = 'round';
    context.strokeStyle = context.fillStyle = `rgb(${layer.colour.join(' ')})`;
    context.lineWidth = 2 * frame.pixelRatio;
    const areMarks = visible.length > MOST_SHAPES;
    for (const shape of visible)
      if (areMarks) mark(drawing, boxes, shape, MARK_PX);
      else if (pointsOf(shapes, shape) === 1) mark(drawing, boxes, shape, POINT_PX);
      else trace(drawing, layer, shape);
    context.restore();
  }
}

interface ShapeDrawing {
  readonly context: CanvasRenderingContext2D;
  readonly toCanvas: DOMMatrix;
  readonly box: MatrixBox;
  readonly frame: FrameState;
}

const pointsOf = ({ offsets }: PolygonTable, shape: number): number =>
  (offsets[shape + 1] ?? 0) - (offsets[shape] ?? 0);

function trace({ context, toCanvas }: ShapeDrawing, { shapes, isClosed }: ShapeLayer, shape: number): void {
  const { a, b, c, d, e, f } = toCanvas;
  const { xy, offsets } = shapes;
  const end = 2 * (offsets[shape + 1] ?? 0);
  context.beginPath();
  for (let at = 2 * (offsets[shape] ?? 0); at < end; at += 2) {
    const [x, y] = [xy[at] ?? 0, xy[at + 1] ?? 0];
    context.lineTo(a * x + c * y + e, b * x + d * y + f);
  }
  if (isClosed) context.closePath();
  context.stroke();
}

/** A square in the middle of the shape. */
function mark(
  { context, toCanvas, frame }: ShapeDrawing,
  boxes: Float32Array,
  shape: number,
  px: number,
): void {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = boxes.subarray(4 * shape, 4 * shape + 4);
  const { x, y } = toCanvas.transformPoint(new DOMPoint((x0 + x1) / 2, (y0 + y1) / 2));
  const size = px * frame.pixelRatio;
  context.fillRect(x - size / 2, y - size / 2, size, size);
}

/** x0, y0, x1, y1 of each shape. */
function boxesOf({ xy, offsets }: PolygonTable): Float32Array {
  const boxes = new Float32Array(4 * (offsets.length - 1));
  for (let shape = 0; shape + 1 < offsets.length; shape++) {
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
    const end = 2 * (offsets[shape + 1] ?? 0);
    for (let at = 2 * (offsets[shape] ?? 0); at < end; at += 2) {
      const [x, y] = [xy[at] ?? 0, xy[at + 1] ?? 0];
      [x0, y0, x1, y1] = [Math.min(x0, x), Math.min(y0, y), Math.max(x1, x), Math.max(y1, y)];
    }
    boxes.set([x0, y0, x1, y1], 4 * shape);
  }
  return boxes;
}

function inView(boxes: Float32Array, { x0, y0, x1, y1 }: MatrixBox): number[] {
  const visible: number[] = [];
  for (let at = 0; at < boxes.length; at += 4) {
    const isBeside =
      (boxes[at] ?? 0) > x1 ||
      (boxes[at + 1] ?? 0) > y1 ||
      (boxes[at + 2] ?? 0) < x0 ||
      (boxes[at + 3] ?? 0) < y0;
    if (!isBeside) visible.push(at / 4);
  }
  return visible;
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
