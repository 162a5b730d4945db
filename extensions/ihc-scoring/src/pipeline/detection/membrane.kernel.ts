import type { MembraneBands, MembraneLook } from '@timescope/core/nucleusKernels';

/** Directions around a nucleus' centre in which its membrane is looked for, 11.25 degrees each. Ours. */
const DIRECTIONS = 32;
/** Tangents of 11.25, 22.5 and 33.75 degrees in 256ths, which cut an eighth of the turn into four. */
const TANGENTS = [51, 106, 171] as const;

/**
 * Measures the band of `reach` pixels on either side of each cell's border, which a membrane shared with a neighbour
 * darkens for both. Pixels of a nucleus belong to no membrane.
 * In each direction from the nucleus the membrane's own value is the highest between the nucleus and the far side of the
 * band, wherever in it the membrane lies: a border grown from nuclei leaves the true one by a micrometre and more.
 */
export function membraneBands(
  image: Float32Array,
  nuclei: Int32Array,
  cells: Int32Array,
  width: number,
  height: number,
  { reach, within }: MembraneLook,
  count: number,
): MembraneBands {
  const sum = new Float64Array(count + 1);
  const pixels = new Uint32Array(count + 1);
  const disc = discOffsets(width, reach);
  const near = new Int32Array(disc.length);
  const rays = raysOf(nuclei, width, height, count);
  const endX = Math.min(within.x + within.width, width - reach);
  const endY = Math.min(within.y + within.height, height - reach);
  for (let y = Math.max(within.y, reach); y < endY; y++) {
    for (let x = Math.max(within.x, reach); x < endX; x++) {
      const i = y * width + x;
      if (nuclei[i] !== 0) continue;
      const found = isUniform(cells, i, width, reach) ? 0 : labelsAround(cells, i, disc, near);
      if (found < 2) {
        raise(rays, cells[i]!, x, y, image[i]!);
        continue;
      }
      for (let k = 0; k < found; k++) {
        const label = near[k]!;
        sum[label]! += image[i]!;
        pixels[label]!++;
        raise(rays, label, x, y, image[i]!);
      }
    }
  }
  return { sum, pixels, tenth: tenths(rays.highest, count) };
}

/** Of each label the pixels and sums of x and y of its nucleus, and the highest value in each direction from its centre. */
interface Rays {
  readonly area: Int32Array;
  readonly sumX: Int32Array;
  readonly sumY: Int32Array;
  readonly highest: Float32Array;
}

function raysOf(nuclei: Int32Array, width: number, height: number, count: number): Rays {
  const [area, sumX, sumY] = [
    new Int32Array(count + 1),
    new Int32Array(count + 1),
    new Int32Array(count + 1),
  ];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const label = nuclei[i]!;
      if (label === 0) continue;
      area[label]!++;
      sumX[label]! += x;
      sumY[label]! += y;
    }
  }
  return { area, sumX, sumY, highest: new Float32Array((count + 1) * DIRECTIONS).fill(-Infinity) };
}

/** Pixels whose centre lies within reach of the far edge of the pixel itself: d <= reach + 1/2. */
function discOffsets(width: number, reach: number): Int32Array {
  const offsets: number[] = [];
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      if (dx * dx + dy * dy <= (reach + 0.5) * (reach + 0.5)) offsets.push(dy * width + dx);
    }
  }
  return Int32Array.from(offsets);
}

/** A quick no for the inside of cells and for empty ground. */
function isUniform(cells: Int32Array, i: number, width: number, reach: number): boolean {
  const own = cells[i]!;
  for (let dy = -reach; dy <= reach; dy++) {
    for (let n = i + dy * width - reach; n <= i + dy * width + reach; n++) {
      if (cells[n] !== own) return false;
    }
  }
  return true;
}

/** The different labels in the disc, background included as 0. */
function labelsAround(cells: Int32Array, i: number, disc: Int32Array, near: Int32Array): number {
  let found = 0;
  for (let k = 0; k < disc.length; k++) {
    const label = cells[i + disc[k]!]!;
    let j = 0;
    while (j < found && near[j] !== label) j++;
    if (j === found) near[found++] = label;
  }
  return found;
}

/** Whole numbers give the direction, so that it is the same wherever the tile begins. */
function raise(
  { area, sumX, sumY, highest }: Rays,
  label: number,
  x: number,
  y: number,
  value: number,
): void {
  if (label === 0) return;
  const across = area[label]! * x - sumX[label]!;
  const down = area[label]! * y - sumY[label]!;
  const at = label * DIRECTIONS + directionOf(across, down);
  if (value > highest[at]!) highest[at] = value;
}

/** One of 32, in an order of its own. */
function directionOf(across: number, down: number): number {
  const [x, y] = [Math.abs(across), Math.abs(down)];
  const longer = Math.max(x, y);
  const shorter = 256 * Math.min(x, y);
  const eighth = (across < 0 ? 1 : 0) + (down < 0 ? 2 : 0) + (y > x ? 4 : 0);
  const step =
    (shorter >= TANGENTS[0] * longer ? 1 : 0) +
    (shorter >= TANGENTS[1] * longer ? 1 : 0) +
    (shorter >= TANGENTS[2] * longer ? 1 : 0);
  return 4 * eighth + step;
}

/** Of each label's directions, sorted upwards, the one with a tenth of them below it; NaN where half of them are hidden. */
function tenths(highest: Float32Array, count: number): Float32Array {
  return Float32Array.from({ length: count + 1 }, (_, label) => {
    const seen = highest
      .subarray(label * DIRECTIONS, (label + 1) * DIRECTIONS)
      .filter(value => value > -Infinity)
      .sort();
    return 2 * seen.length < DIRECTIONS ? NaN : seen[Math.floor(seen.length / 10)]!;
  });
}
