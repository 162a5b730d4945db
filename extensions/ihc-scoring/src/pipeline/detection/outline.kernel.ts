/** Columns and rows of one step east, south, west, north. */
const STEP_X = [1, 0, -1, 0];
const STEP_Y = [0, 1, 0, -1];
/** The pixel ahead on the right of a corner for each direction, as an offset from the corner. */
const RIGHT_X = [0, -1, -1, 0];
const RIGHT_Y = [0, 0, -1, -1];

/**
 * The boundary of the label at (x, y), whose upper neighbour must lie outside it: the middles of the pixel edges walked
 * clockwise, without those inside a straight run. Corners are cut by half a pixel and notches filled by as much, so a
 * staircase becomes a slope and the area stays.
 * @returns x, y, x, y in the raster's corner-origin pixels.
 */
export function traceOutline(
  labels: Int32Array,
  width: number,
  height: number,
  x: number,
  y: number,
): number[] {
  const steps = walk(labels, width, height, x, y);
  const ring: number[] = [];
  let cornerX = x;
  let cornerY = y;
  for (let k = 0; k < steps.length; k++) {
    const step = steps[k]!;
    const isStraight = steps.at(k - 1) === step && steps[(k + 1) % steps.length] === step;
    if (!isStraight) ring.push(cornerX + STEP_X[step]! / 2, cornerY + STEP_Y[step]! / 2);
    cornerX += STEP_X[step]!;
    cornerY += STEP_Y[step]!;
  }
  return ring;
}

/** Directions of the pixel edges around the label, clockwise from its upper edge at (x, y). */
function walk(labels: Int32Array, width: number, height: number, x: number, y: number): number[] {
  const label = labels[y * width + x]!;
  const hasRight = (cornerX: number, cornerY: number, direction: number) => {
    const column = cornerX + RIGHT_X[direction]!;
    const row = cornerY + RIGHT_Y[direction]!;
    return (
      column >= 0 && row >= 0 && column < width && row < height && labels[row * width + column] === label
    );
  };
  const steps: number[] = [];
  let cornerX = x;
  let cornerY = y;
  let direction = 0;
  do {
    steps.push(direction);
    cornerX += STEP_X[direction]!;
    cornerY += STEP_Y[direction]!;
    if (!hasRight(cornerX, cornerY, direction)) direction = (direction + 1) % 4;
    else if (hasRight(cornerX, cornerY, (direction + 3) % 4)) direction = (direction + 3) % 4;
  } while (cornerX !== x || cornerY !== y || direction !== 0);
  return steps;
}

/**
 * Fewer points, none farther than `tolerance` from the ring (Ramer, Comput Graph Image Process 1972;1:244). Starts from
 * the first point and the one farthest from it.
 */
export function simplifyRing(ring: readonly number[], tolerance: number): number[] {
  const points = ring.length / 2;
  const keep = new Uint8Array(points + 1);
  const far = farthestFromFirst(ring);
  keep[0] = keep[far] = keep[points] = 1;
  const stack = [0, far, far, points];
  while (stack.length > 0) {
    const to = stack.pop()!;
    const from = stack.pop()!;
    const split = farthestFromChord(ring, from, to, tolerance);
    if (split < 0) continue;
    keep[split] = 1;
    stack.push(from, split, split, to);
  }
  const kept: number[] = [];
  for (let p = 0; p < points; p++) if (keep[p]) kept.push(ring[2 * p]!, ring[2 * p + 1]!);
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

/** The point between `from` and `to` farthest from their chord, or -1 when all lie within the tolerance. */
function farthestFromChord(ring: readonly number[], from: number, to: number, tolerance: number): number {
  const points = ring.length / 2;
  const ax = ring[2 * from]!;
  const ay = ring[2 * from + 1]!;
  const dx = ring[2 * (to % points)]! - ax;
  const dy = ring[2 * (to % points) + 1]! - ay;
  let far = -1;
  let largest = tolerance * tolerance * (dx * dx + dy * dy);
  for (let p = from + 1; p < to; p++) {
    const across = dx * (ring[2 * p + 1]! - ay) - dy * (ring[2 * p]! - ax);
    if (across * across > largest) {
      largest = across * across;
      far = p;
    }
  }
  return far;
}
