import type { MatrixPoint } from '@timescope/core/frames';
import type { PixelRect } from '@timescope/core/raster';

/**
 * The edges of closed rings, prepared for the question which of them a horizontal line crosses. Each edge runs
 * downwards, whatever way its ring was drawn, so that two areas with a common edge are crossed at the same bits: every
 * point belongs to exactly one of them.
 */
export interface RingEdges {
  /** The box around all rings; without an area when there are none. */
  readonly bounds: PixelRect;
  /** Where the line at height `y` crosses the rings, ascending; always an even number. */
  crossings(y: number): readonly number[];
}

/** Edges are found by bands of equal height: at most this many. Ours. */
const MOST_BANDS = 4096;

/** Rings of fewer than three points enclose nothing. */
export function ringEdges(rings: readonly (readonly MatrixPoint[])[]): RingEdges {
  const closed = rings.filter(ring => ring.length >= 3);
  const edges = closed.flatMap(edgesOf);
  const bounds = boundsOf(closed.flat());
  const bands = Math.max(1, Math.min(MOST_BANDS, edges.length));
  const bandOf = (y: number) =>
    Math.min(bands - 1, Math.max(0, Math.floor(((y - bounds.y) / bounds.height) * bands)));
  const inBand = Array.from({ length: bands }, (): Edge[] => []);
  if (bounds.height > 0) {
    for (const edge of edges)
      for (let band = bandOf(edge.upper.y); band <= bandOf(edge.lower.y); band++) inBand[band]?.push(edge);
  }
  const crossings = (y: number) => {
    if (!(y >= bounds.y && y < bounds.y + bounds.height)) return [];
    return (inBand[bandOf(y)] ?? [])
      .filter(({ upper, lower }) => upper.y <= y && y < lower.y)
      .map(({ upper, lower }) => upper.x + ((y - upper.y) / (lower.y - upper.y)) * (lower.x - upper.x))
      .sort((a, b) => a - b);
  };
  return { bounds, crossings };
}

/** Areas stay while a threshold moves: the same rings give the same edges. */
export function sameEdges(rings: readonly (readonly MatrixPoint[])[]): RingEdges {
  const edges = made.get(rings) ?? ringEdges(rings);
  made.set(rings, edges);
  return edges;
}

const made = new WeakMap<readonly (readonly MatrixPoint[])[], RingEdges>();

/** Whether an odd number of edges lies to the right; a point on an edge belongs to the side of greater x. */
export function isInside(edges: RingEdges, x: number, y: number): boolean {
  const { bounds } = edges;
  if (x < bounds.x || x > bounds.x + bounds.width) return false;
  return edges.crossings(y).filter(crossing => crossing <= x).length % 2 === 1;
}

interface Edge {
  readonly upper: MatrixPoint;
  readonly lower: MatrixPoint;
}

/** Level edges are never crossed by a level line. */
function edgesOf(ring: readonly MatrixPoint[]): Edge[] {
  return ring
    .map((from, index) => [from, ring[(index + 1) % ring.length] ?? from] as const)
    .filter(([from, to]) => from.y !== to.y)
    .map(([from, to]) => (from.y < to.y ? { upper: from, lower: to } : { upper: to, lower: from }));
}

/** Not Math.min(...): an outline may have more points than a call takes arguments. */
function boundsOf(points: readonly MatrixPoint[]): PixelRect {
  let [left, upper, right, lower] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    upper = Math.min(upper, y);
    right = Math.max(right, x);
    lower = Math.max(lower, y);
  }
  return points.length === 0
    ? { x: 0, y: 0, width: 0, height: 0 }
    : { x: left, y: upper, width: right - left, height: lower - upper };
}
