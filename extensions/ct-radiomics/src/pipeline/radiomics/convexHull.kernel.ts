/** The convex hull of points with whole coordinates. */
export interface ConvexHull {
  /** x, y, z in turn of the hull's corners, each once. */
  readonly corners: Int32Array;
  /** Triangles as places (of x) in `points`, outward. */
  readonly triangles: readonly (readonly [number, number, number])[];
  readonly points: Int32Array;
}

interface Face {
  readonly corners: readonly [number, number, number];
  /** The face across the side from corner n to the next. */
  readonly beside: Face[];
  readonly normal: readonly [number, number, number];
  readonly level: number;
  outside: number[];
  isGone: boolean;
}

/**
 * Quickhull (Barber, Dobkin and Huhdanpaa 1996). Coordinates are whole and below 2^15, so every test of a side is exact
 * and flat pieces need no tolerance.
 * @param points x, y, z in turn
 * @returns undefined when all points lie in one plane
 */
export function convexHull(points: Int32Array): ConvexHull | undefined {
  const first = firstTetrahedron(points);
  if (!first) return undefined;
  const faces = tetrahedron(points, first);
  const places: number[] = [];
  for (let p = 0; p < points.length; p += 3) places.push(p);
  share(points, places, faces);
  const open = [...faces];
  const all = [...faces];
  for (let face = open.pop(); face; face = open.pop()) {
    if (face.isGone || face.outside.length === 0) continue;
    const added = include(points, face, farthest(points, face));
    all.push(...added);
    open.push(...added);
  }
  const triangles = all.filter(face => !face.isGone).map(face => face.corners);
  const used = [...new Set(triangles.flat())];
  return {
    corners: Int32Array.from(used.flatMap(p => [points[p]!, points[p + 1]!, points[p + 2]!])),
    triangles,
    points,
  };
}

function firstTetrahedron(points: Int32Array): [number, number, number, number] | undefined {
  const best = (of: (p: number) => number): number => {
    let [place, most] = [0, -1];
    for (let p = 0; p < points.length; p += 3) {
      const value = of(p);
      if (value > most) [place, most] = [p, value];
    }
    return most > 0 ? place : -1;
  };
  if (points.length === 0) return undefined;
  const b = best(p => Math.hypot(...between(points, 0, p)));
  if (b < 0) return undefined;
  const c = best(p => Math.hypot(...cross(between(points, 0, b), between(points, 0, p))));
  if (c < 0) return undefined;
  const normal = cross(between(points, 0, b), between(points, 0, c));
  const d = best(p => Math.abs(dot(normal, between(points, 0, p))));
  return d < 0 ? undefined : [0, b, c, d];
}

function tetrahedron(points: Int32Array, [a, b, c, d]: readonly [number, number, number, number]): Face[] {
  const isAbove = dot(cross(between(points, a, b), between(points, a, c)), between(points, a, d)) > 0;
  const [p, q] = isAbove ? [c, b] : [b, c];
  const faces = [
    faceOf(points, a, p, q),
    faceOf(points, p, a, d),
    faceOf(points, q, p, d),
    faceOf(points, a, q, d),
  ];
  for (const face of faces)
    face.corners.forEach((from, side) => {
      const to = face.corners[(side + 1) % 3]!;
      face.beside[side] = faces.find(
        other => other !== face && other.corners.includes(from) && other.corners.includes(to),
      )!;
    });
  return faces;
}

function faceOf(points: Int32Array, a: number, b: number, c: number): Face {
  const normal = cross(between(points, a, b), between(points, a, c));
  const level = normal[0] * points[a]! + normal[1] * points[a + 1]! + normal[2] * points[a + 2]!;
  return { corners: [a, b, c], beside: [], normal, level, outside: [], isGone: false };
}

const above = ({ normal, level }: Face, points: Int32Array, p: number): number =>
  normal[0] * points[p]! + normal[1] * points[p + 1]! + normal[2] * points[p + 2]! - level;

/** Gives every point to the first face that it lies outside of; the others are inside the hull. */
function share(points: Int32Array, places: readonly number[], faces: readonly Face[]): void {
  for (const p of places)
    for (const face of faces)
      if (above(face, points, p) > 0) {
        face.outside.push(p);
        break;
      }
}

function farthest(points: Int32Array, face: Face): number {
  let [place, most] = [face.outside[0]!, 0];
  for (const p of face.outside) {
    const height = above(face, points, p);
    if (height > most) [place, most] = [p, height];
  }
  return place;
}

/** Takes away the faces that `p` sees and closes the hole with a cone to `p`. */
function include(points: Int32Array, start: Face, p: number): Face[] {
  const seen = [start];
  start.isGone = true;
  const rim: { from: number; to: number; beyond: Face; old: Face }[] = [];
  for (let n = 0; n < seen.length; n++) {
    const face = seen[n]!;
    face.beside.forEach((other, side) => {
      if (other.isGone) return;
      if (above(other, points, p) > 0) {
        other.isGone = true;
        seen.push(other);
      } else
        rim.push({ from: face.corners[side]!, to: face.corners[(side + 1) % 3]!, beyond: other, old: face });
    });
  }
  const startingAt = new Map<number, Face>();
  const added = rim.map(({ from, to, beyond, old }) => {
    const face = faceOf(points, from, to, p);
    face.beside[0] = beyond;
    beyond.beside[beyond.beside.indexOf(old)] = face;
    startingAt.set(from, face);
    return face;
  });
  for (const face of added) {
    const next = startingAt.get(face.corners[1])!;
    face.beside[1] = next;
    next.beside[2] = face;
  }
  for (const face of seen) share(points, face.outside, added);
  return added;
}

type Vector = readonly [number, number, number];

const between = (points: Int32Array, a: number, b: number): Vector => [
  points[b]! - points[a]!,
  points[b + 1]! - points[a + 1]!,
  points[b + 2]! - points[a + 2]!,
];

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

const cross = (a: Vector, b: Vector): Vector => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
