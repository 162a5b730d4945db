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
 * @returns x, y, x, y in pixels from the upper left corner of the pixel (x, y), so that no digit depends on the tile.
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
  let cornerX = 0;
  let cornerY = 0;
  let before = steps[steps.length - 1]!;
  for (let k = 0; k < steps.length; k++) {
    const step = steps[k]!;
    const after = k + 1 < steps.length ? steps[k + 1]! : steps[0]!;
    if (before !== step || after !== step)
      ring.push(cornerX + STEP_X[step]! / 2, cornerY + STEP_Y[step]! / 2);
    cornerX += STEP_X[step]!;
    cornerY += STEP_Y[step]!;
    before = step;
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
