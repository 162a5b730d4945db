import type { MatrixPoint } from '@timescope/core/frames';
import { isInside, ringEdges } from './ringEdges';

/**
 * The area inside rings that do not cross, in square matrix pixels: a ring inside an odd number of others is a hole. Exact
 * for outlines without crossings; where a hand-drawn line crosses itself, its loops count by their direction.
 */
export function ringsArea(rings: readonly (readonly MatrixPoint[])[]): number {
  const closed = rings.filter(ring => ring.length >= 3);
  const edges = closed.length > 1 ? closed.map(ring => ringEdges([ring])) : [];
  return closed.reduce((sum, ring, index) => {
    const [first] = ring;
    const around = edges.filter(
      (other, place) => place !== index && first && isInside(other, first.x, first.y),
    );
    return sum + (around.length % 2 === 0 ? 1 : -1) * ringArea(ring);
  }, 0);
}

/** Gauss' area formula. */
function ringArea(ring: readonly MatrixPoint[]): number {
  let twice = 0;
  let before = ring.at(-1);
  for (const point of ring) {
    if (before) twice += before.x * point.y - point.x * before.y;
    before = point;
  }
  return Math.abs(twice) / 2;
}
