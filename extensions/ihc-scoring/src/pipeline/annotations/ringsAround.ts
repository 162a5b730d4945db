import type { MatrixPoint } from '@timescope/core/frames';
import { isInside, ringEdges, type RingEdges } from './ringEdges';

/**
 * The rings around each ring, by their indices: of rings that do not cross, but may touch. A corner may lie on another
 * ring's line, so a place within the ring is asked for; only a larger ring can be around it.
 */
export function ringsAround(rings: readonly (readonly MatrixPoint[])[]): readonly (readonly number[])[] {
  const edges = rings.map(ring => ringEdges([ring]));
  const areas = rings.map(ringArea);
  const isLarger = (other: number, ring: number) => {
    const [area = 0, own = 0] = [areas[other], areas[ring]];
    return area > own || (area === own && other < ring);
  };
  return rings.map((ring, index) => {
    const own = edges[index];
    const place = own && placeWithin(ring, own);
    if (!place) return [];
    return edges.flatMap((other, at) =>
      isLarger(at, index) && isInside(other, place.x, place.y) ? [at] : [],
    );
  });
}

/** Of one ring, by Gauss' area formula, in square matrix pixels. */
export function ringArea(ring: readonly MatrixPoint[]): number {
  let twice = 0;
  let before = ring.at(-1);
  for (const point of ring) {
    if (before) twice += before.x * point.y - point.x * before.y;
    before = point;
  }
  return Math.abs(twice) / 2;
}

/** In the middle of the widest stretch within the ring, between the two heights of corners that are farthest apart. */
function placeWithin(
  ring: readonly MatrixPoint[],
  edges: RingEdges,
): { readonly x: number; readonly y: number } | undefined {
  const heights = ring.map(({ y }) => y).sort((a, b) => a - b);
  const y = middleOfWidest(heights.slice(1).map((next, at) => [heights[at] ?? next, next]));
  if (y === undefined) return undefined;
  const crossings = edges.crossings(y);
  const stretches = crossings.flatMap((from, at) =>
    at % 2 === 0 ? [[from, crossings[at + 1] ?? from] as const] : [],
  );
  const x = middleOfWidest(stretches);
  return x === undefined ? undefined : { x, y };
}

function middleOfWidest(stretches: readonly (readonly [number, number])[]): number | undefined {
  let widest: readonly [number, number] = [0, 0];
  for (const each of stretches) if (each[1] - each[0] > widest[1] - widest[0]) widest = each;
  return widest[1] > widest[0] ? (widest[0] + widest[1]) / 2 : undefined;
}
