/** Smooth noise that has a value at any place, so that tiles and slices can be made one by one and still fit. */

/** -1 to 1, wavelength about two lattice steps. */
export function noise2(seed: number, x: number, y: number): number {
  const [ix, iy] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [ease(x - ix), ease(y - iy)];
  const top = mix(at(seed, ix, iy, 0), at(seed, ix + 1, iy, 0), u);
  const bottom = mix(at(seed, ix, iy + 1, 0), at(seed, ix + 1, iy + 1, 0), u);
  return mix(top, bottom, v);
}

/** -1 to 1. */
export function noise3(seed: number, x: number, y: number, z: number): number {
  const [ix, iy, iz] = [Math.floor(x), Math.floor(y), Math.floor(z)];
  const u = ease(x - ix);
  const v = ease(y - iy);
  const near = plane(seed, ix, iy, iz, u, v);
  return near + (plane(seed, ix, iy, iz + 1, u, v) - near) * ease(z - iz);
}

function plane(seed: number, ix: number, iy: number, iz: number, u: number, v: number): number {
  const top = mix(at(seed, ix, iy, iz), at(seed, ix + 1, iy, iz), u);
  return mix(top, mix(at(seed, ix, iy + 1, iz), at(seed, ix + 1, iy + 1, iz), u), v);
}

/** Octaves of `noise3`, each half as large and twice as fine; within +-2. */
export function fractal3(seed: number, x: number, y: number, z: number, octaves: number): number {
  let sum = 0;
  for (let octave = 0, scale = 1; octave < octaves; octave++, scale *= 2)
    sum += noise3(seed + octave, x * scale, y * scale, z * scale) / scale;
  return sum;
}

/** Octaves of `noise2`, each half as large and twice as fine; within +-2. */
export function fractal2(seed: number, x: number, y: number, octaves: number): number {
  let sum = 0;
  for (let octave = 0, scale = 1; octave < octaves; octave++, scale *= 2)
    // Each octave is turned (3-4-5 triangle) so that the lattice does not show.
    sum +=
      octave % 2 === 0
        ? noise2(seed + octave, (0.8 * x - 0.6 * y) * scale, (0.6 * x + 0.8 * y) * scale) / scale
        : noise2(seed + octave, x * scale, y * scale) / scale;
  return sum;
}

const mix = (a: number, b: number, t: number): number => a + (b - a) * t;
const ease = (t: number): number => t * t * (3 - 2 * t);

/** 0 to 1, unrelated to its neighbours: for things that stand one a cell of a grid. */
export function lattice(seed: number, column: number, row: number): number {
  return 0.5 + 0.5 * at(seed, column, row, 0);
}

/** A value of the lattice: integer hash with full avalanche (Murmur3 finaliser). */
function at(seed: number, x: number, y: number, z: number): number {
  let hash =
    Math.imul(seed, 0x27d4eb2d) ^
    Math.imul(x, 0x85ebca6b) ^
    Math.imul(y, 0xc2b2ae35) ^
    Math.imul(z, 0x165667b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 31 - 1;
}
