import type { VolumeSize } from '@timescope/core/volume';
import type { SpacingMm } from './imageVoxels';
import { cubeSurfaces, CORNERS } from './cubeSurfaces';

/** Volume and area of the surface halfway between the voxels inside and outside. */
export interface MeshSizes {
  readonly volumeMm3: number;
  readonly areaMm2: number;
}

/**
 * Marching cubes (Lorensen and Cline 1987) on a mask, without keeping a triangle: each of the 256 kinds of cube has one
 * area, and by the divergence theorem its share of the volume is linear in its place.
 */
export function meshSizes(mask: Uint8Array, size: VolumeSize, spacingMm: SpacingMm): MeshSizes {
  const surfaces = cubeSurfaces(spacingMm);
  let [volumeMm3, areaMm2] = [0, 0];
  forEachCube(mask, size, (kind, i) => {
    const surface = surfaces[kind];
    if (!surface) return;
    areaMm2 += surface.areaMm2;
    volumeMm3 += surface.volumeMm3 + i * spacingMm[0] * surface.facingMm2;
  });
  return { volumeMm3, areaMm2 };
}

/** Every cube of eight voxel centres, also those that stand out of the box: its kind and its column. */
function forEachCube(
  mask: Uint8Array,
  [nx, ny, nz]: VolumeSize,
  visit: (kind: number, i: number) => void,
): void {
  const rows = [0, 0, 0, 0];
  for (let k = -1; k < nz; k++)
    for (let j = -1; j < ny; j++) {
      for (let r = 0; r < 4; r++) {
        const [y, z] = [j + (r & 1), k + (r >> 1)];
        rows[r] = y < 0 || y >= ny || z < 0 || z >= nz ? -1 : (z * ny + y) * nx;
      }
      let left = 0;
      for (let i = -1; i < nx; i++) {
        let right = 0;
        if (i + 1 < nx)
          for (let r = 0; r < 4; r++) if (rows[r]! >= 0 && mask[rows[r]! + i + 1] !== 0) right |= 1 << r;
        const seen = left | (right << 4);
        if (seen !== 0 && seen !== 255) visit(KINDS[seen]!, i);
        left = right;
      }
    }
}

/** From the eight bits as they are read (rows y, z of the left, then of the right side) to the corners' order. */
const KINDS = Uint8Array.from({ length: 256 }, (_, seen) => {
  let kind = 0;
  CORNERS.forEach(([x, y, z], corner) => {
    if ((seen >> (x * 4 + z * 2 + y)) & 1) kind |= 1 << corner;
  });
  return kind;
});

/**
 * The vertices of that surface that can be the farthest apart, in half voxels from the first voxel's centre (x, y, z in
 * turn): of every line along x only the two ends, and of those again along y and z.
 */
export interface MeshEnds {
  /** Ends of the lines along x, for planes across y and z. */
  readonly alongX: Int32Array;
  /** Ends of the lines along y, for planes across x. */
  readonly alongY: Int32Array;
}

export function meshEnds(mask: Uint8Array, size: VolumeSize): MeshEnds {
  const [alongX, alongY] = [new Ends(size, 0), new Ends(size, 1)];
  const [nx, ny, nz] = size;
  const add = (x: number, y: number, z: number) => {
    alongX.add(x, y, z);
    alongY.add(x, y, z);
  };
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) {
        if (mask[at] === 0) continue;
        const [x, y, z] = [2 * i, 2 * j, 2 * k];
        if (i === 0 || mask[at - 1] === 0) add(x - 1, y, z);
        if (i === nx - 1 || mask[at + 1] === 0) add(x + 1, y, z);
        if (j === 0 || mask[at - nx] === 0) add(x, y - 1, z);
        if (j === ny - 1 || mask[at + nx] === 0) add(x, y + 1, z);
        if (k === 0 || mask[at - nx * ny] === 0) add(x, y, z - 1);
        if (k === nz - 1 || mask[at + nx * ny] === 0) add(x, y, z + 1);
      }
  return { alongX: alongX.points(), alongY: alongY.points() };
}

/** The same points less those that lie between two others on a line along y or z. */
export function withoutInnerPoints(points: Int32Array, size: VolumeSize): Int32Array {
  let left = points;
  for (const axis of [1, 2] as const) {
    const ends = new Ends(size, axis);
    for (let at = 0; at < left.length; at += 3) ends.add(left[at]!, left[at + 1]!, left[at + 2]!);
    left = ends.points();
  }
  return left;
}

/** Least and greatest place of the points on every line along one axis. */
class Ends {
  private readonly least: Int32Array;
  private readonly most: Int32Array;
  private readonly widths: readonly [number, number];

  constructor(
    size: VolumeSize,
    private readonly axis: 0 | 1 | 2,
  ) {
    const [first = 0, second = 0] = size.filter((_, at) => at !== axis);
    this.widths = [2 * first + 1, 2 * second + 1];
    this.least = new Int32Array(this.widths[0] * this.widths[1]).fill(NOWHERE);
    this.most = new Int32Array(this.least.length).fill(-NOWHERE);
  }

  add(x: number, y: number, z: number): void {
    const [place, first, second] = this.axis === 0 ? [x, y, z] : this.axis === 1 ? [y, x, z] : [z, x, y];
    const line = (second + 1) * this.widths[0] + first + 1;
    if (place < this.least[line]!) this.least[line] = place;
    if (place > this.most[line]!) this.most[line] = place;
  }

  points(): Int32Array {
    const points: number[] = [];
    const push = (place: number, first: number, second: number) => {
      if (this.axis === 0) points.push(place, first, second);
      else if (this.axis === 1) points.push(first, place, second);
      else points.push(first, second, place);
    };
    for (let line = 0; line < this.least.length; line++) {
      const [least, most] = [this.least[line]!, this.most[line]!];
      if (least === NOWHERE) continue;
      const [first, second] = [(line % this.widths[0]) - 1, Math.floor(line / this.widths[0]) - 1];
      push(least, first, second);
      if (most !== least) push(most, first, second);
    }
    return Int32Array.from(points);
  }
}

const NOWHERE = 2 ** 30;
