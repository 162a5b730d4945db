import type { VolumeSize } from '@timescope/core/volume';

/** Where a region may grow to. */
export interface GrowthLimits {
  /** Hounsfield units, both included. */
  readonly lowHu: number;
  readonly highHu: number;
  /** From the seed, in millimetres, between voxel centres. */
  readonly reachMm: number;
  /** Only on the seed's own slice. */
  readonly onOneSlice: boolean;
}

export interface GrownRegion {
  /** 0 or 1 a voxel, on the volume's grid. */
  readonly values: Uint8Array;
  readonly voxels: number;
  /** Voxels at the reach whose neighbours beyond it belong to the range too: through them the region leaks. */
  readonly leaks: number;
}

/**
 * The voxels within a range of HU that a path of face neighbours joins to a seed, no farther than the reach. A tumour
 * that touches muscle has no edge in HU: the reach holds the leak and `leaks` tells of it.
 * @param hu (k * ny + j) * nx + i
 */
export function grownRegion(
  hu: Int16Array,
  size: VolumeSize,
  spacingMm: readonly [number, number, number],
  seed: readonly [i: number, j: number, k: number],
  limits: GrowthLimits,
): GrownRegion {
  const [nx, ny, nz] = size;
  if (hu.length !== nx * ny * nz) throw new RangeError('The voxels do not fill the volume.');
  const values = new Uint8Array(hu.length);
  const waiting: number[] = [];
  let leaks = 0;
  const isWithin = (at: number) => hu[at]! >= limits.lowHu && hu[at]! <= limits.highHu;
  const isNear = (i: number, j: number, k: number) =>
    ((i - seed[0]) * spacingMm[0]) ** 2 +
      ((j - seed[1]) * spacingMm[1]) ** 2 +
      ((k - seed[2]) * spacingMm[2]) ** 2 <=
    limits.reachMm * limits.reachMm;
  const visit = (i: number, j: number, k: number) => {
    const at = (k * ny + j) * nx + i;
    if (values[at] || !isWithin(at)) return;
    if (!isNear(i, j, k)) {
      leaks++;
      return;
    }
    values[at] = 1;
    waiting.push(at);
  };
  visit(...seed);
  for (let next = 0; next < waiting.length; next++) {
    const at = waiting[next]!;
    const i = at % nx;
    const j = Math.floor(at / nx) % ny;
    const k = Math.floor(at / (nx * ny));
    if (i > 0) visit(i - 1, j, k);
    if (i < nx - 1) visit(i + 1, j, k);
    if (j > 0) visit(i, j - 1, k);
    if (j < ny - 1) visit(i, j + 1, k);
    if (limits.onOneSlice) continue;
    if (k > 0) visit(i, j, k - 1);
    if (k < nz - 1) visit(i, j, k + 1);
  }
  return { values, voxels: waiting.length, leaks };
}
