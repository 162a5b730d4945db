import type { MatrixPoint } from '@timescope/core/frames';
import { ringArea, ringsAround } from './ringsAround';

/**
 * The area inside rings that do not cross, in square matrix pixels: a ring inside an odd number of others is a hole. Exact
 * for outlines without crossings; where a hand-drawn line crosses itself, its loops count by their direction.
 */
export function ringsArea(rings: readonly (readonly MatrixPoint[])[]): number {
  const closed = rings.filter(ring => ring.length >= 3);
  const around = closed.length > 1 ? ringsAround(closed) : [];
  return closed.reduce(
    (sum, ring, index) => sum + ((around[index]?.length ?? 0) % 2 === 0 ? 1 : -1) * ringArea(ring),
    0,
  );
}
