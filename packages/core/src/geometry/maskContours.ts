import type { Contour, ContourVertex } from './rasteriseContours';
import { simplifiedRing } from './simplifiedRing';
import { traceMask } from './traceMask.kernel';

/**
 * How far a contour may leave the traced line, in pixels. A traced line keeps sqrt(2) / 4 = 0.354 pixels away from every
 * centre, so the simpler one still encloses exactly the mask's pixels.
 */
const TOLERANCE = 0.35;

/**
 * Closed contours that enclose the centres of exactly the pixels of a mask (0 outside; row-major, width * height).
 * A hole is joined to the border around it by a channel of no width, so that each contour is a shape by itself: filling
 * each and filling all together by the even-odd rule give the same pixels. Pixels that touch at a corner are apart.
 */
export function maskContours(mask: Uint8Array, width: number, height: number): Contour[] {
  const rings = traceMask(mask, width, height).map(flat => simplifiedRing(points(flat), TOLERANCE));
  const holes = rings.filter(ring => twiceArea(ring) < 0).sort((a, b) => leftmost(a).x - leftmost(b).x);
  const shapes = holes.reduce<readonly Ring[]>(
    joined,
    rings.filter(ring => twiceArea(ring) >= 0),
  );
  return shapes.map(ring => ring.map(({ x, y }): ContourVertex => ({ i: x - 0.5, j: y - 0.5 })));
}

/** Corners of pixels lie at whole numbers. */
interface Corner {
  readonly x: number;
  readonly y: number;
}
type Ring = readonly Corner[];

function points(flat: readonly number[]): Corner[] {
  return Array.from({ length: flat.length / 2 }, (_, index) => ({
    x: flat[2 * index] ?? 0,
    y: flat[2 * index + 1] ?? 0,
  }));
}

/** Positive for an outer border, negative for a hole, as they are traced. */
function twiceArea(ring: Ring): number {
  return ring.reduce((sum, a, index) => {
    const b = ring[(index + 1) % ring.length] ?? a;
    return sum + a.x * b.y - b.x * a.y;
  }, 0);
}

function leftmost(ring: Ring): Corner {
  return ring.reduce((best, corner) => (corner.x < best.x ? corner : best));
}

/**
 * The hole joined to the shape that a line to the left of its leftmost corner meets first. Holes come from the left to
 * the right, so that what is met is a border, or a hole that is joined already.
 */
function joined(shapes: readonly Ring[], hole: Ring): readonly Ring[] {
  const from = leftmost(hole);
  const met = shapes
    .flatMap((shape, index) => crossingsLeftOf(from, shape).map(crossing => ({ ...crossing, index })))
    .reduce<Met | undefined>((best, found) => (best && best.at.x >= found.at.x ? best : found), undefined);
  if (!met) return [...shapes, hole];
  const start = hole.indexOf(from);
  const around = [...hole.slice(start), ...hole.slice(0, start), from];
  return shapes.map((shape, index) =>
    index === met.index
      ? [...shape.slice(0, met.after + 1), met.at, ...around, met.at, ...shape.slice(met.after + 1)]
      : shape,
  );
}

interface Met {
  readonly at: Corner;
  /** The corner of the shape that stands before the crossing. */
  readonly after: number;
  readonly index: number;
}

function crossingsLeftOf({ x, y }: Corner, shape: Ring): Omit<Met, 'index'>[] {
  return shape.flatMap((a, after) => {
    const b = shape[(after + 1) % shape.length] ?? a;
    if (a.y <= y === b.y <= y) return [];
    const at = { x: a.x + ((y - a.y) * (b.x - a.x)) / (b.y - a.y), y };
    return at.x < x ? [{ at, after }] : [];
  });
}
