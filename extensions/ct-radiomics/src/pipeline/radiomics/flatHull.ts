export type FlatPoint = [u: number, v: number];

/** The corners of the convex hull, by Andrew's monotone chain; coordinates are whole, so turns are exact. Sorts its input. */
export function flatHull(points: FlatPoint[]): FlatPoint[] {
  const sorted = points.sort(([a, b], [c, d]) => a - c || b - d);
  const half = (ordered: readonly FlatPoint[]) => {
    const chain: FlatPoint[] = [];
    for (const point of ordered) {
      while (chain.length > 1 && !turnsLeft(chain.at(-2), chain.at(-1), point)) chain.pop();
      chain.push(point);
    }
    return chain;
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

function turnsLeft(a: FlatPoint | undefined, b: FlatPoint | undefined, [u, v]: FlatPoint): boolean {
  if (!a || !b) return true;
  return (b[0] - a[0]) * (v - a[1]) - (b[1] - a[1]) * (u - a[0]) > 0;
}
