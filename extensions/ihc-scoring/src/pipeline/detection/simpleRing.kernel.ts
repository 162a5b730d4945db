/** What the DICOM annotations store at most for a nucleus (DESIGN). */
export const MOST_VERTICES = 16;
/** Outlines need not be nearer to the pixel edges than this many pixels (0.15 um). Ours: finer than any display shows. */
const TOLERANCE = 0.3;
/** A ring is scaled to the area of its pixels by at most this factor in length. Ours. */
const MOST_SCALING = 1.1;

/**
 * The ring in at most 16 points, without crossings, scaled about its centre to `area` square pixels: points on a round
 * outline enclose less than the outline does.
 */
export function simpleRing(ring: readonly number[], area: number): number[] {
  const few = fewPoints(ring);
  const simple = isSimple(few) ? few : fewPoints(hullOf(ring));
  return scaledTo(simple, area);
}

/**
 * Points are taken up where the ring is farthest from the polygon (Ramer, Comput Graph Image Process 1972;1:244) until
 * there are sixteen or all lie within the tolerance. Starts from the first point and the one farthest from it.
 */
function fewPoints(ring: readonly number[]): number[] {
  const points = ring.length / 2;
  const ends = [0, farthestFromFirst(ring), points];
  const splits = [farthestFromChord(ring, 0, ends[1]!), farthestFromChord(ring, ends[1]!, points)];
  while (ends.length <= MOST_VERTICES) {
    let worst = 0;
    for (let k = 1; k < splits.length; k++) if (splits[k]!.squared > splits[worst]!.squared) worst = k;
    const { point, squared } = splits[worst]!;
    if (squared <= TOLERANCE * TOLERANCE) break;
    ends.splice(worst + 1, 0, point);
    splits.splice(
      worst,
      1,
      farthestFromChord(ring, ends[worst]!, point),
      farthestFromChord(ring, point, ends[worst + 2]!),
    );
  }
  const kept: number[] = [];
  for (let k = 0; k < ends.length - 1; k++) kept.push(ring[2 * ends[k]!]!, ring[2 * ends[k]! + 1]!);
  return kept;
}

function farthestFromFirst(ring: readonly number[]): number {
  let far = 0;
  let largest = -1;
  for (let p = 0; p < ring.length / 2; p++) {
    const dx = ring[2 * p]! - ring[0]!;
    const dy = ring[2 * p + 1]! - ring[1]!;
    if (dx * dx + dy * dy > largest) {
      largest = dx * dx + dy * dy;
      far = p;
    }
  }
  return far;
}

/** The point between `from` and `to` farthest from their chord's line, and its squared distance. */
function farthestFromChord(ring: readonly number[], from: number, to: number) {
  const end = (2 * to) % ring.length;
  const ax = ring[2 * from]!;
  const ay = ring[2 * from + 1]!;
  const dx = ring[end]! - ax;
  const dy = ring[end + 1]! - ay;
  let point = from;
  let largest = 0;
  for (let p = from + 1; p < to; p++) {
    const across = Math.abs(dx * (ring[2 * p + 1]! - ay) - dy * (ring[2 * p]! - ax));
    if (across > largest) {
      largest = across;
      point = p;
    }
  }
  const length = dx * dx + dy * dy;
  return { point, squared: length > 0 ? (largest * largest) / length : 0 };
}

/** Whether no two sides that are not neighbours meet. */
function isSimple(ring: readonly number[]): boolean {
  const points = ring.length / 2;
  for (let a = 0; a < points; a++) {
    for (let b = a + 2; b < points; b++) {
      if (a === 0 && b === points - 1) continue;
      if (meet(ring, a, (a + 1) % points, b, (b + 1) % points)) return false;
    }
  }
  return points >= 3;
}

function meet(ring: readonly number[], a: number, b: number, c: number, d: number): boolean {
  return turn(ring, a, b, c) * turn(ring, a, b, d) <= 0 && turn(ring, c, d, a) * turn(ring, c, d, b) <= 0;
}

/** Positive when c lies to the right of the way from a to b, on rasters whose y points down. */
function turn(ring: readonly number[], a: number, b: number, c: number): number {
  const ax = ring[2 * a]!;
  const ay = ring[2 * a + 1]!;
  return (ring[2 * b]! - ax) * (ring[2 * c + 1]! - ay) - (ring[2 * b + 1]! - ay) * (ring[2 * c]! - ax);
}

/** The convex hull, clockwise (Andrew, Inf Process Lett 1979;9:216): never crosses itself. */
function hullOf(ring: readonly number[]): number[] {
  const order = Array.from({ length: ring.length / 2 }, (_, p) => p);
  order.sort((a, b) => ring[2 * a]! - ring[2 * b]! || ring[2 * a + 1]! - ring[2 * b + 1]!);
  const half = (points: readonly number[]) => {
    const chain: number[] = [];
    for (const p of points) {
      while (chain.length > 1 && turn(ring, chain.at(-2)!, chain.at(-1)!, p) <= 0) chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(order), ...half(order.toReversed())].flatMap(p => [ring[2 * p]!, ring[2 * p + 1]!]);
}

function scaledTo(ring: number[], area: number): number[] {
  let twice = 0;
  let x = 0;
  let y = 0;
  for (let k = 0; k < ring.length; k += 2) {
    const next = (k + 2) % ring.length;
    twice += ring[k]! * ring[next + 1]! - ring[next]! * ring[k + 1]!;
    x += ring[k]!;
    y += ring[k + 1]!;
  }
  const own = Math.abs(twice) / 2;
  if (own === 0) return ring;
  const factor = Math.min(MOST_SCALING, Math.max(1 / MOST_SCALING, Math.sqrt(area / own)));
  const centreX = (2 * x) / ring.length;
  const centreY = (2 * y) / ring.length;
  for (let k = 0; k < ring.length; k += 2) {
    ring[k] = centreX + (ring[k]! - centreX) * factor;
    ring[k + 1] = centreY + (ring[k + 1]! - centreY) * factor;
  }
  return ring;
}
