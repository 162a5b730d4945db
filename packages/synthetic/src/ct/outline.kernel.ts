/** Points of a closed or open curve in a plane, mm. */
export type Curve = readonly (readonly [x: number, y: number])[];

/** A closed curve in the axial plane at a height; sections of one organ have the same number of points. */
export interface Section {
  readonly z: number;
  readonly points: Curve;
}

/** How finely the curve between two given points is drawn. */
const PIECES = 4;
/** Farther than any edge blur reaches. */
const FAR_MM = 1000;

/**
 * The surface of an organ given by outlines at some heights: smooth closed curves (Catmull-Rom), blended in between.
 * Above the first and below the last section there is nothing, so these are drawn small.
 */
export function sectioned(sections: readonly Section[]): (x: number, y: number, z: number) => number {
  const heights = sections.map(section => section.z);
  let cachedZ = NaN;
  let polygon = smoothPolygon([]);
  return (x, y, z) => {
    if (z < heights[0]! || z > heights[heights.length - 1]!) return FAR_MM;
    if (z !== cachedZ) [cachedZ, polygon] = [z, smoothPolygon(curveAt(sections, z))];
    return distanceToPolygon(polygon, x, y);
  };
}

/** The outline at a height between two sections. */
export function curveAt(sections: readonly Section[], z: number): Curve {
  const above = Math.max(
    1,
    sections.findIndex(section => section.z >= z),
  );
  const [low, high] = [sections[above - 1]!, sections[Math.min(above, sections.length - 1)]!];
  const t = high.z === low.z ? 0 : Math.max(0, Math.min(1, (z - low.z) / (high.z - low.z)));
  return low.points.map(([x, y], n) => {
    const [hx, hy] = high.points[n]!;
    return [x + (hx - x) * t, y + (hy - y) * t] as const;
  });
}

/** x and y in turn. */
function smoothPolygon(points: Curve): Float64Array {
  const count = points.length;
  const polygon = new Float64Array(count * PIECES * 2);
  for (let n = 0; n < count; n++) {
    const [a, b] = [points[(n + count - 1) % count]!, points[n]!];
    const [c, d] = [points[(n + 1) % count]!, points[(n + 2) % count]!];
    for (let piece = 0; piece < PIECES; piece++) {
      const at = (n * PIECES + piece) * 2;
      polygon[at] = spline(a[0], b[0], c[0], d[0], piece / PIECES);
      polygon[at + 1] = spline(a[1], b[1], c[1], d[1], piece / PIECES);
    }
  }
  return polygon;
}

/** Catmull-Rom between b and c. */
const spline = (a: number, b: number, c: number, d: number, t: number): number =>
  0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t);

/** Negative inside. */
function distanceToPolygon(polygon: Float64Array, x: number, y: number): number {
  let nearest = Infinity;
  let isInside = false;
  const length = polygon.length;
  let [ax, ay] = [polygon[length - 2]!, polygon[length - 1]!];
  for (let n = 0; n < length; n += 2) {
    const bx = polygon[n]!;
    const by = polygon[n + 1]!;
    const ux = bx - ax;
    const uy = by - ay;
    const along = ((x - ax) * ux + (y - ay) * uy) / (ux * ux + uy * uy + 1e-12);
    const t = along < 0 ? 0 : along > 1 ? 1 : along;
    const ex = x - ax - t * ux;
    const ey = y - ay - t * uy;
    const square = ex * ex + ey * ey;
    if (square < nearest) nearest = square;
    if (ay > y !== by > y && x < ax + ((y - ay) * ux) / uy) isInside = !isInside;
    ax = bx;
    ay = by;
  }
  const distance = Math.sqrt(nearest);
  return isInside ? -distance : distance;
}
