import type { DrawnLayer } from '../evidence/drawnObject';
import type { PolygonTable } from '../pipeline/cellTable';
import {
  fillSquare,
  newPlacedRing,
  placeRing,
  strokeRing,
  type Line,
  type Placement,
  type RingPicture,
} from './ringPicture.kernel';
import type { MatrixBox } from './screenFrame';

export type ShapeLayer = Extract<DrawnLayer, { kind: 'shapes' }>;

/** Shapes of a layer that are in view, by their indices. */
export interface ShapesInView {
  readonly layer: ShapeLayer;
  /** x0, y0, x1, y1 of each shape of the layer, in matrix pixels. */
  readonly boxes: Float32Array;
  readonly visible: readonly number[];
}

export interface ShapeDrawing {
  readonly toCanvas: Placement;
  readonly pixelRatio: number;
}

/** Of more shapes of a layer in view only their places are marked. Ours. */
const MOST_SHAPES = 20_000;
/** Size of a point, of a mark and of a line, in css pixels. Ours. */
const POINT_PX = 6;
const MARK_PX = 2;
const LINE_PX = 2;
/** Points of a line nearer than this to the last one, in css pixels, are left out. Ours. */
const NEAREST_POINTS_PX = 1;

const knownBoxes = new WeakMap<PolygonTable, Float32Array>();

/** Shapes whose box meets the one of the view; the boxes of a table are found once. */
export function shapesInView(layer: ShapeLayer, view: MatrixBox): ShapesInView {
  const boxes = knownBoxes.get(layer.shapes) ?? boxesOf(layer.shapes);
  knownBoxes.set(layer.shapes, boxes);
  return { layer, boxes, visible: inView(boxes, view) };
}

/** Outlines, open lines and points of another tool, in the layer's colour. */
export function drawShapes(
  picture: RingPicture,
  { layer, boxes, visible }: ShapesInView,
  drawing: ShapeDrawing,
): void {
  const { shapes, colour, isClosed } = layer;
  const { toCanvas, pixelRatio } = drawing;
  const line: Line = { rgb: colour, width: LINE_PX * pixelRatio, opacity: 1, dash: [] };
  const ring = newPlacedRing();
  const areMarks = visible.length > MOST_SHAPES;
  for (const shape of visible) {
    const isPoint = pointsOf(shapes, shape) === 1;
    if (areMarks || isPoint) {
      const [x, y] = middleOf(boxes, shape, toCanvas);
      fillSquare(picture, x, y, (areMarks ? MARK_PX : POINT_PX) * pixelRatio, colour);
    } else {
      placeRing(ring, shapes, shape, toCanvas, NEAREST_POINTS_PX * pixelRatio);
      strokeRing(picture, ring, line, isClosed);
    }
  }
}

const pointsOf = ({ offsets }: PolygonTable, shape: number): number =>
  (offsets[shape + 1] ?? 0) - (offsets[shape] ?? 0);

function middleOf(boxes: Float32Array, shape: number, { a, b, c, d, e, f }: Placement) {
  const x = ((boxes[4 * shape] ?? 0) + (boxes[4 * shape + 2] ?? 0)) / 2;
  const y = ((boxes[4 * shape + 1] ?? 0) + (boxes[4 * shape + 3] ?? 0)) / 2;
  return [a * x + c * y + e, b * x + d * y + f] as const;
}

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
