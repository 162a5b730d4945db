import { matrixPoint, type MatrixPoint } from '@timescope/core/frames';
import type { PixelRect } from '@timescope/core/raster';
import { fillAnnotation, type GridPlace } from './fillAnnotation';
import { maskRings } from './maskRings';
import { ringEdges, type RingEdges } from './ringEdges';

type Rings = readonly (readonly MatrixPoint[])[];

/** A round brush along a line, in matrix pixels; a click is one point. */
export interface BrushStroke {
  readonly points: readonly MatrixPoint[];
  readonly radius: number;
  readonly isEraser: boolean;
}

/**
 * Points that a stroke is worked out on: at most about 0.2 s of work. A region of 4 x 3 mm at 0.25 um then has one every
 * 2 um, one of 20 x 20 mm every 8 um. Ours.
 */
const MOST_POINTS = 6_000_000;
/** Sides of the polygon that stands for the brush: it misses the circle by 0.1 % of its radius. Ours. */
const BRUSH_SIDES = 64;

/**
 * An area with a stroke added to it or taken from it. It is worked out on points of a grid that is fixed to the slide, one
 * a matrix pixel where memory allows, else 2, 4, 8 ...: outlines that cross themselves cannot fail there as they can in a
 * clipping of polygons, and what no stroke touches stays the same, stroke after stroke.
 * @param slide the size of the full-resolution image: what lies beyond it is cut off
 * @returns no rings when nothing is left
 */
export function paintedRings(
  rings: Rings,
  stroke: BrushStroke,
  slide: { readonly width: number; readonly height: number },
): Rings {
  const area = ringEdges(rings);
  const brush = brushEdges(stroke);
  const box = boxAround(stroke.isEraser ? [area] : [area, ...brush], slide);
  if (!box) return [];
  const place = gridOf(box);
  const { at, step } = place;
  const values = new Uint8Array(at.width * at.height);
  fillAnnotation(area, place, 1, values);
  for (const edges of brush) fillAnnotation(edges, place, stroke.isEraser ? 0 : 1, values);
  const origin = { x: at.x * step.x, y: at.y * step.y };
  return maskRings({ width: at.width, height: at.height, values, origin, step });
}

/** The brush at each point, and the band between two points. */
function brushEdges({ points, radius }: BrushStroke): RingEdges[] {
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

interface Box {
  readonly left: number;
  readonly upper: number;
  readonly right: number;
  readonly lower: number;
}

/** @returns undefined without an area on the slide */
function boxAround(parts: readonly RingEdges[], slide: { width: number; height: number }): Box | undefined {
  let [left, upper, right, lower] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { bounds } of parts) {
    if (bounds.width === 0 || bounds.height === 0) continue;
    left = Math.min(left, bounds.x);
    upper = Math.min(upper, bounds.y);
    right = Math.max(right, bounds.x + bounds.width);
    lower = Math.max(lower, bounds.y + bounds.height);
  }
  const box = {
    left: Math.max(0, left),
    upper: Math.max(0, upper),
    right: Math.min(slide.width, right),
    lower: Math.min(slide.height, lower),
  };
  return box.right > box.left && box.lower > box.upper ? box : undefined;
}

function gridOf(box: Box): GridPlace {
  let step = 1;
  while (pointsOf(box, step) > MOST_POINTS) step *= 2;
  return { at: gridRect(box, step), step: { x: step, y: step } };
}

const pointsOf = (box: Box, step: number): number => {
  const { width, height } = gridRect(box, step);
  return width * height;
};

function gridRect({ left, upper, right, lower }: Box, step: number): PixelRect {
  const [x, y] = [Math.floor(left / step), Math.floor(upper / step)];
  return { x, y, width: Math.ceil(right / step) - x, height: Math.ceil(lower / step) - y };
}
