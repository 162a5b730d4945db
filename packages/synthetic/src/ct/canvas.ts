import { fractal3, noise3 } from '../latticeNoise';
import { random, type Random } from '../random';

/** A volume in the making: Hounsfield units before noise, index (k * ny + j) * nx + i. */
export interface CtCanvas {
  readonly size: readonly [nx: number, ny: number, nz: number];
  readonly spacingMm: readonly [dx: number, dy: number, dz: number];
  readonly hu: Float32Array;
}

/** A point in mm from the centre of the first voxel; x to the patient's left, y to the back, z to the feet or head. */
export type Position = readonly [x: number, y: number, z: number];

/** How a tissue looks: mean and a mottled texture of the given size. */
export interface Tissue {
  readonly hu: number;
  readonly textureHu: number;
  readonly textureMm: number;
}

/** A distance to a surface in mm, negative inside; only its sign and its values near zero matter. */
export type Surface = (x: number, y: number, z: number) => number;

/** The part of space where a surface may be inside. */
export interface Box {
  readonly from: Position;
  readonly to: Position;
}

export interface Shape extends Box {
  readonly surface: Surface;
}

export function newCanvas(size: CtCanvas['size'], spacingMm: CtCanvas['spacingMm'], hu: number): CtCanvas {
  return { size, spacingMm, hu: new Float32Array(size[0] * size[1] * size[2]).fill(hu) };
}

/** An ellipsoid whose surface is pushed in and out by `lobes` mm over lobes about `lobeMm` wide. */
export function ellipsoid(
  centre: Position,
  radii: Position,
  lobes: { readonly seed: number; readonly mm: number; readonly sizeMm: number },
): Shape {
  const smallest = Math.min(...radii);
  const surface: Surface = (x, y, z) => {
    const [dx, dy, dz] = [(x - centre[0]) / radii[0], (y - centre[1]) / radii[1], (z - centre[2]) / radii[2]];
    const distance = (Math.sqrt(dx * dx + dy * dy + dz * dz) - 1) * smallest;
    if (lobes.mm === 0 || distance > 2 * lobes.mm) return distance;
    return (
      distance + lobes.mm * fractal3(lobes.seed, x / lobes.sizeMm, y / lobes.sizeMm, z / lobes.sizeMm, 3)
    );
  };
  const reach = (axis: 0 | 1 | 2) => radii[axis] * (1 + (2 * lobes.mm) / smallest) + 2;
  return {
    from: [centre[0] - reach(0), centre[1] - reach(1), centre[2] - reach(2)],
    to: [centre[0] + reach(0), centre[1] + reach(1), centre[2] + reach(2)],
    surface,
  };
}

/** Paints a shape over what is there, its edge blurred over `edgeMm` as partial volumes are. */
export function paint(canvas: CtCanvas, shape: Shape, tissue: Tissue, edgeMm: number, seed: number): void {
  paintWith(canvas, shape, (x, y, z) => tissueHu(tissue, seed, x, y, z), edgeMm);
}

/** The same with HU that depend on the place and on the distance to the surface (mm, negative inside). */
export function paintWith(
  canvas: CtCanvas,
  shape: Shape,
  huAt: (x: number, y: number, z: number, distance: number) => number,
  edgeMm: number,
): void {
  forVoxels(canvas, shape, (index, x, y, z) => {
    const distance = shape.surface(x, y, z);
    const share = 0.5 - distance / edgeMm;
    if (share <= 0) return;
    const before = canvas.hu[index] ?? 0;
    canvas.hu[index] = before + Math.min(1, share) * (huAt(x, y, z, distance) - before);
  });
}

export function tissueHu(tissue: Tissue, seed: number, x: number, y: number, z: number): number {
  if (tissue.textureHu === 0) return tissue.hu;
  const { textureMm: mm } = tissue;
  return tissue.hu + tissue.textureHu * fractal3(seed, x / mm, y / mm, z / mm, 2);
}

/** 1 where the centre of a voxel lies inside. */
export function maskOf(canvas: CtCanvas, shape: Shape): Uint8Array {
  const mask = new Uint8Array(canvas.hu.length);
  forVoxels(canvas, shape, (index, x, y, z) => {
    if (shape.surface(x, y, z) < 0) mask[index] = 1;
  });
  return mask;
}

/** Calls back for each voxel of a box with its index and its centre in mm. */
export function forVoxels(
  canvas: CtCanvas,
  box: Box,
  visit: (index: number, x: number, y: number, z: number) => void,
): void {
  const [nx, ny, nz] = canvas.size;
  const [dx, dy, dz] = canvas.spacingMm;
  const first = (mm: number, step: number) => Math.max(0, Math.ceil(mm / step));
  const last = (mm: number, step: number, count: number) => Math.min(count - 1, Math.floor(mm / step));
  for (let k = first(box.from[2], dz); k <= last(box.to[2], dz, nz); k++)
    for (let j = first(box.from[1], dy); j <= last(box.to[1], dy, ny); j++)
      for (let i = first(box.from[0], dx); i <= last(box.to[0], dx, nx); i++)
        visit((k * ny + j) * nx + i, i * dx, j * dy, k * dz);
}

/**
 * The scan as stored: quantum noise with the grain of a soft-tissue kernel (a real
 * scanner's noise also rises towards the centre of the body; ours does not). Rounded to whole HU and cut at -1024 and
 * 3071, the range of a 12-bit scanner.
 */
export function scanned(canvas: CtCanvas, noiseHu: number, seed: number): Int16Array {
  const [nx, ny, nz] = canvas.size;
  const hu = new Int16Array(canvas.hu.length);
  for (let k = 0; k < nz; k++) {
    const noise = grain(nx, ny, random(seed, k + 1));
    for (let at = 0; at < nx * ny; at++) {
      const index = k * nx * ny + at;
      const value = (canvas.hu[index] ?? 0) + noiseHu * (noise[at] ?? 0);
      hu[index] = Math.max(-1024, Math.min(3071, Math.round(value)));
    }
  }
  return hu;
}

/** White noise smoothed by (1 2 1) / 4 along both axes, with standard deviation 1 again. */
function grain(nx: number, ny: number, dice: Random): Float32Array {
  const white = Float32Array.from({ length: nx * ny }, () => dice.normal());
  // The squares of 1/4, 1/2, 1/4 add up to 3/8 along each axis.
  const scale = 8 / 3 / 16;
  const at = (x: number, y: number) =>
    white[Math.min(ny - 1, Math.max(0, y)) * nx + Math.min(nx - 1, Math.max(0, x))] ?? 0;
  const row = (x: number, y: number) => at(x - 1, y) + 2 * at(x, y) + at(x + 1, y);
  return white.map((_, index) => {
    const [x, y] = [index % nx, Math.floor(index / nx)];
    return scale * (row(x, y - 1) + 2 * row(x, y) + row(x, y + 1));
  });
}

/** A tube along a curve, for bowel and vessels. */
export function tube(
  path: readonly Position[],
  radiusMm: number,
  ripple: { seed: number; mm: number },
): Shape {
  const reach = radiusMm + ripple.mm + 2;
  const ends = (axis: 0 | 1 | 2) => path.map(point => point[axis]);
  return {
    from: [Math.min(...ends(0)) - reach, Math.min(...ends(1)) - reach, Math.min(...ends(2)) - reach],
    to: [Math.max(...ends(0)) + reach, Math.max(...ends(1)) + reach, Math.max(...ends(2)) + reach],
    surface: (x, y, z) =>
      distanceToPath(path, x, y, z) -
      radiusMm +
      (ripple.mm === 0 ? 0 : ripple.mm * noise3(ripple.seed, x / 9, y / 9, z / 9)),
  };
}

function distanceToPath(path: readonly Position[], x: number, y: number, z: number): number {
  let nearest = Infinity;
  for (let n = 1; n < path.length; n++) {
    const [a, b] = [path[n - 1] ?? [0, 0, 0], path[n] ?? [0, 0, 0]];
    const [ux, uy, uz] = [b[0] - a[0], b[1] - a[1], b[2] - a[2]];
    const along = (x - a[0]) * ux + (y - a[1]) * uy + (z - a[2]) * uz;
    const t = Math.max(0, Math.min(1, along / (ux * ux + uy * uy + uz * uz)));
    const [ex, ey, ez] = [x - a[0] - t * ux, y - a[1] - t * uy, z - a[2] - t * uz];
    nearest = Math.min(nearest, ex * ex + ey * ey + ez * ez);
  }
  return Math.sqrt(nearest);
}
