import type { SpacingMm } from './imageVoxels';

type Point = readonly [x: number, y: number, z: number];

/** The corners of a cube; corner c of a cube's kind is bit c. */
export const CORNERS: readonly Point[] = [
  [0, 0, 0],
  [1, 0, 0],
  [1, 1, 0],
  [0, 1, 0],
  [0, 0, 1],
  [1, 0, 1],
  [1, 1, 1],
  [0, 1, 1],
];

/** The corners of every face in turn, seen from outside against the clock. */
const FACES = [
  [0, 3, 2, 1],
  [4, 5, 6, 7],
  [0, 1, 5, 4],
  [1, 2, 6, 5],
  [2, 3, 7, 6],
  [3, 0, 4, 7],
] as const;

/** The piece of surface in a cube. */
export interface CubeSurface {
  readonly areaMm2: number;
  /** Flow of (x, 0, 0) out through the surface: its share of the volume when the cube lies at column 0. */
  readonly volumeMm3: number;
  /** Area seen along x: what a shift of 1 mm along x adds to that share. */
  readonly facingMm2: number;
}

/**
 * For every kind of cube its piece of surface; undefined when all corners are on one side. The rule instead of a printed
 * table: on a face, corners inside that only meet over its diagonal stay apart (so neighbouring cubes always fit), and a
 * loop that is no plane is cut into the fan that holds the largest volume (of equal ones the smallest area), which gives
 * the volume and area that IBSI lists for its phantom.
 */
export function cubeSurfaces(spacingMm: SpacingMm): readonly (CubeSurface | undefined)[] {
  return LOOPS.map(loopsOfKind => {
    const [first, ...others] = loopsOfKind.map(loop => bestFan(loop.map(point => scaled(point, spacingMm))));
    return first && others.reduce(together, first);
  });
}

const together = (a: CubeSurface, b: CubeSurface): CubeSurface => ({
  areaMm2: a.areaMm2 + b.areaMm2,
  volumeMm3: a.volumeMm3 + b.volumeMm3,
  facingMm2: a.facingMm2 + b.facingMm2,
});

function bestFan(loop: readonly Point[]): CubeSurface {
  const fans = loop.map((_, first) => surfaceOf(fan([...loop.slice(first), ...loop.slice(0, first)])));
  return fans.reduce((best, next) => (isBetter(next, best) ? next : best));
}

/** Fans of one loop have one facing area, so their volumes compare wherever the cube lies. */
function isBetter(next: CubeSurface, best: CubeSurface): boolean {
  const more = next.volumeMm3 - best.volumeMm3;
  const isSame = Math.abs(more) <= ROUNDING * Math.max(Math.abs(best.volumeMm3), Math.abs(next.volumeMm3));
  return isSame ? next.areaMm2 < best.areaMm2 * (1 - ROUNDING) : more > 0;
}

/** Ours: far above what rounding leaves, far below any difference of two fans. */
const ROUNDING = 1e-9;

type Triangle = readonly [Point, Point, Point];

const fan = ([first, ...others]: readonly Point[]): Triangle[] =>
  others.slice(1).map((point, at): Triangle => [first ?? point, others[at] ?? point, point]);

function surfaceOf(triangles: readonly Triangle[]): CubeSurface {
  let [areaMm2, volumeMm3, facingMm2] = [0, 0, 0];
  for (const [a, b, c] of triangles) {
    const normal = cross(minus(b, a), minus(c, a));
    areaMm2 += Math.hypot(...normal) / 2;
    facingMm2 += normal[0] / 2;
    volumeMm3 += ((a[0] + b[0] + c[0]) / 3) * (normal[0] / 2);
  }
  return { areaMm2, volumeMm3, facingMm2 };
}

/** Closed loops of edge middles, each turning so that its normal points outside. */
function loops(kind: number): Point[][] {
  const next = new Map<string, Point>();
  for (const face of FACES) for (const [from, to] of faceLinks(kind, face)) next.set(String(from), to);
  const found: Point[][] = [];
  for (const start of next.values()) {
    const loop: Point[] = [];
    for (let at: Point | undefined = start; at && next.has(String(at));) {
      const key: string = String(at);
      loop.push(at);
      at = next.get(key);
      next.delete(key);
    }
    if (loop.length > 0) found.push(loop);
  }
  return found;
}

/** From the edge where the boundary leaves the inside to the edge where it comes back, around each corner inside. */
function faceLinks(kind: number, face: readonly number[]): [from: Point, to: Point][] {
  const isIn = (k: number) => ((kind >> (face[(k + 4) % 4] ?? 0)) & 1) === 1;
  const middle = (k: number) => halfway(face[(k + 4) % 4] ?? 0, face[(k + 5) % 4] ?? 0);
  return [0, 1, 2, 3].flatMap(k => {
    // A stretch of corners inside begins at corner k.
    if (!isIn(k) || isIn(k - 1)) return [];
    let last = k;
    while (last < k + 3 && isIn(last + 1)) last++;
    return [[middle(k - 1), middle(last)]];
  });
}

function halfway(a: number, b: number): Point {
  const [p, q] = [CORNERS[a] ?? ORIGIN, CORNERS[b] ?? ORIGIN];
  return [(p[0] + q[0]) / 2, (p[1] + q[1]) / 2, (p[2] + q[2]) / 2];
}

const ORIGIN: Point = [0, 0, 0];
const scaled = (p: Point, by: SpacingMm): Point => [p[0] * by[0], p[1] * by[1], p[2] * by[2]];
const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
const cross = (a: Point, b: Point): Point => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];

const LOOPS: readonly (readonly (readonly Point[])[])[] = Array.from({ length: 256 }, (_, kind) =>
  loops(kind),
);
