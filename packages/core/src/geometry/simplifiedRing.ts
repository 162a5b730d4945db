/** Points of any one frame. */
interface Flat {
  readonly x: number;
  readonly y: number;
}

/**
 * The ring with fewer points, none of the old line further than `tolerance` from the new one (Douglas and Peucker,
 * Cartographica 1973;10:112). The ring is cut at its first point and at the one farthest from it.
 */
export function simplifiedRing<Point extends Flat>(
  ring: readonly Point[],
  tolerance: number,
): readonly Point[] {
  const [first] = ring;
  if (ring.length <= 4 || !first) return ring;
  const far = farthest(ring, (x, y) => (x - first.x) ** 2 + (y - first.y) ** 2).index;
  const keep = new Uint8Array(ring.length + 1);
  keep[0] = keep[far] = keep[ring.length] = 1;
  const open: [number, number][] = [
    [0, far],
    [far, ring.length],
  ];
  const at = (index: number): Point => ring[index % ring.length] ?? first;
  for (let part = open.pop(); part; part = open.pop()) {
    const [from, to] = part;
    const middle = farthest(ring, squaredDistanceTo(at(from), at(to)), from + 1, to);
    if (middle.distance <= tolerance ** 2) continue;
    keep[middle.index] = 1;
    open.push([from, middle.index], [middle.index, to]);
  }
  return ring.filter((_, index) => keep[index] === 1);
}

function farthest(
  ring: readonly Flat[],
  squared: (x: number, y: number) => number,
  from = 0,
  to = ring.length,
): { index: number; distance: number } {
  let [index, distance] = [from, -1];
  for (let k = from; k < to; k++) {
    const point = ring[k];
    const own = point ? squared(point.x, point.y) : 0;
    if (own > distance) [index, distance] = [k, own];
  }
  return { index, distance };
}

/** To the piece of line between two points, not beyond its ends. */
function squaredDistanceTo(a: Flat, b: Flat): (x: number, y: number) => number {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = dx * dx + dy * dy;
  return (x, y) => {
    const along = length === 0 ? 0 : ((x - a.x) * dx + (y - a.y) * dy) / length;
    const part = Math.max(0, Math.min(1, along));
    return (x - a.x - part * dx) ** 2 + (y - a.y - part * dy) ** 2;
  };
}
