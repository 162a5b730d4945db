/** Columns and rows of one step east, south, west, north. */
const STEP_X = [1, 0, -1, 0];
const STEP_Y = [0, 1, 0, -1];

/**
 * Outlines of the non-zero pixels of a mask, row-major, width x height: the middles of the pixel edges between inside and
 * outside, outer borders clockwise (y down), holes the other way. Corners are cut by half a pixel, so a ring passes no
 * pixel's centre: filling the rings gives the mask again. Pixels that touch at a corner only are apart.
 * @returns rings as x, y, x, y in pixels from the mask's upper left corner, found row by row
 */
export function traceMask(mask: Uint8Array, width: number, height: number): number[][] {
  if (mask.length < width * height) throw new RangeError('The mask is smaller than its size.');
  const across = width + 1;
  /** A bit for each edge that leaves a corner: 1 east, 2 south, 4 west, 8 north, with the inside on its right. */
  const leaving = new Uint8Array(across * (height + 1));
  for (let y = 0; y <= height; y++) {
    let left = false;
    for (let x = 0; x <= width; x++) {
      const here = x < width && y < height && mask[y * width + x] !== 0;
      const above = x < width && y > 0 && mask[(y - 1) * width + x] !== 0;
      if (here !== above) leaving[y * across + (here ? x : x + 1)]! |= here ? 1 : 4;
      if (here !== left) leaving[(here ? y + 1 : y) * across + x]! |= here ? 8 : 2;
      left = here;
    }
  }
  const rings: number[][] = [];
  for (let corner = 0; corner < leaving.length; corner++)
    while (leaving[corner] !== 0) rings.push(walk(leaving, across, corner));
  return rings;
}

/** Follows the edges from a corner back to it and takes them away. */
function walk(leaving: Uint8Array, across: number, start: number): number[] {
  const ring: number[] = [];
  let corner = start;
  let direction = -1;
  do {
    direction = nextDirection(leaving[corner]!, direction);
    leaving[corner]! &= ~(1 << direction);
    const x = corner % across;
    const y = (corner - x) / across;
    ring.push(x + STEP_X[direction]! / 2, y + STEP_Y[direction]! / 2);
    corner += STEP_X[direction]! + STEP_Y[direction]! * across;
  } while (corner !== start || (leaving[corner]! & (1 << ((direction + 1) % 4))) !== 0);
  return ring;
}

/** Where two pixels touch at a corner, the turn to the right stays with the one that was followed. */
function nextDirection(edges: number, direction: number): number {
  if (direction < 0) return 31 - Math.clz32(edges & -edges);
  for (const turn of [1, 0, 3]) {
    const next = (direction + turn) % 4;
    if ((edges & (1 << next)) !== 0) return next;
  }
  throw new RangeError('An outline ends nowhere.');
}
