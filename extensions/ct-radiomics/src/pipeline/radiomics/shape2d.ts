import { widest } from './diameters';
import type { Features } from './featureTable';
import { principalVariances } from './principalAxes';
import type { RoiVoxels } from './roiVoxels';

/**
 * PyRadiomics' shape2D of a region on one slice, names without `original_shape2D_`: the outline of marching squares
 * halfway between pixels inside and outside; pixels that only meet over a corner stay apart.
 */
export function shape2d({ shape, size, spacingMm: [sx, sy] }: RoiVoxels): Features {
  const { twiceSurface, perimeter, points } = outline(shape, size[0], size[1], sx, sy);
  const surface = (twiceSurface / 2) * sx * sy;
  const pixels = shape.reduce((sum, value) => sum + (value === 0 ? 0 : 1), 0);
  const [major, minor] = principalVariances(shape, size, [sx, sy, 1], 'n');
  return {
    Elongation: Math.sqrt(minor / major),
    MajorAxisLength: 4 * Math.sqrt(major),
    MaximumDiameter: widest(points, sx / 2, sy / 2),
    MeshSurface: surface,
    MinorAxisLength: 4 * Math.sqrt(minor),
    Perimeter: perimeter,
    PerimeterSurfaceRatio: perimeter / surface,
    PixelSurface: pixels * sx * sy,
    Sphericity: (2 * Math.sqrt(Math.PI * surface)) / perimeter,
  };
}

function outline(mask: Uint8Array, nx: number, ny: number, sx: number, sy: number) {
  const isIn = (i: number, j: number) => i >= 0 && i < nx && j >= 0 && j < ny && mask[j * nx + i] !== 0;
  const points: [number, number][] = [];
  let [twiceSurface, perimeter] = [0, 0];
  for (let j = -1; j < ny; j++)
    for (let i = -1; i < nx; i++) {
      const corners = [isIn(i, j), isIn(i + 1, j), isIn(i + 1, j + 1), isIn(i, j + 1)];
      for (const [from, to] of stretches(corners)) {
        const [ax, ay] = middle(i, j, from);
        const [bx, by] = middle(i, j, to);
        twiceSurface += (ax * by - ay * bx) / 4;
        perimeter += Math.hypot((ax - bx) * sx, (ay - by) * sy) / 2;
        points.push([ax, ay], [bx, by]);
      }
    }
  return { twiceSurface: Math.abs(twiceSurface), perimeter, points: outermost(points) };
}

/** Sides (k lies between corner k and the next) where the outline comes in and goes out, for each stretch inside. */
function stretches(corners: readonly boolean[]): [from: number, to: number][] {
  const at = (k: number) => corners[(k + 4) % 4] ?? false;
  return [0, 1, 2, 3].flatMap(k => {
    if (!at(k) || at(k - 1)) return [];
    let last = k;
    while (last < k + 3 && at(last + 1)) last++;
    return [[(k + 3) % 4, last % 4]];
  });
}

/** In half pixels from the centre of the first pixel. */
function middle(i: number, j: number, side: number): [number, number] {
  const [x, y] = [2 * i, 2 * j];
  return side === 0 ? [x + 1, y] : side === 1 ? [x + 2, y + 1] : side === 2 ? [x + 1, y + 2] : [x, y + 1];
}

/** Of every row the two ends: the others are never the farthest apart. */
function outermost(points: readonly [number, number][]): [number, number][] {
  const rows = new Map<number, [number, number]>();
  for (const [x, y] of points) {
    const [low, high] = rows.get(y) ?? [x, x];
    rows.set(y, [Math.min(low, x), Math.max(high, x)]);
  }
  return [...rows].flatMap(([y, [low, high]]): [number, number][] => [
    [low, y],
    [high, y],
  ]);
}
