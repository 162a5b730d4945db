import { matrixPoint, type MatrixPoint } from '@timescope/core/frames';
import { fillAnnotation } from './fillAnnotation';
import { gridAround, ringsOfGrid, type Rings, type SlideSize } from './ringGrid';
import { ringEdges, type RingEdges } from './ringEdges';

/** A round brush along a line, in matrix pixels; a click is one point. */
export interface BrushStroke {
  readonly points: readonly MatrixPoint[];
  readonly radius: number;
  readonly isEraser: boolean;
}

/** Sides of the polygon that stands for the brush: it misses the circle by 0.1 % of its radius. Ours. */
const BRUSH_SIDES = 64;

/**
 * An area with a stroke added to it or taken from it. It is worked out on points of a grid that is fixed to the slide, one
 * a matrix pixel where memory allows, else 2, 4, 8 ...: outlines that cross themselves cannot fail there as they can in a
 * clipping of polygons, and what no stroke touches stays the same, stroke after stroke.
 * @param slide the size of the full-resolution image: what lies beyond it is cut off
 * @returns no rings when nothing is left
 */
export function paintedRings(rings: Rings, stroke: BrushStroke, slide: SlideSize): Rings {
  const area = ringEdges(rings);
  const brush = brushEdges(stroke);
  const place = gridAround(stroke.isEraser ? [area] : [area, ...brush], slide);
  if (!place) return [];
  const values = new Uint8Array(place.at.width * place.at.height);
  fillAnnotation(area, place, 1, values);
  for (const edges of brush) fillAnnotation(edges, place, stroke.isEraser ? 0 : 1, values);
  return ringsOfGrid(values, place);
}

/** The brush at each point, and the band between two points. */
export function brushEdges({ points, radius }: BrushStroke): RingEdges[] {
  const discs = points.map(point => disc(point, radius));
  const bands = points.slice(1).flatMap((to, index) => band(points[index] ?? to, to, radius));
  return [...discs, ...bands].map(ring => ringEdges([ring]));
}

const disc = ({ x, y }: MatrixPoint, radius: number): MatrixPoint[] =>
  Array.from({ length: BRUSH_SIDES }, (_, side) => {
    const angle = (2 * Math.PI * side) / BRUSH_SIDES;
    return matrixPoint(x + radius * Math.cos(angle), y + radius * Math.sin(angle));
  });

function band(from: MatrixPoint, to: MatrixPoint, radius: number): MatrixPoint[][] {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length === 0) return [];
  const [x, y] = [((to.y - from.y) / length) * radius, ((from.x - to.x) / length) * radius];
  return [
    [
      matrixPoint(from.x + x, from.y + y),
      matrixPoint(to.x + x, to.y + y),
      matrixPoint(to.x - x, to.y - y),
      matrixPoint(from.x - x, from.y - y),
    ],
  ];
}
