import type { VolumeSize } from '../../volume';
import { squaredDistancesMm2 } from '../squaredDistances.kernel';

/** Distances in mm from the voxels of one set to the nearest voxel of another, between the voxels' centres. */
export interface DirectedDistances {
  readonly voxels: number;
  readonly maxMm: number;
  /** The 95 % percentile: of n ascending distances number floor(0.95 n) counted from 1 (the first when n is 1). */
  readonly p95Mm: number;
  readonly meanMm: number;
}

/** Distances in mm between two sets of voxels. */
export interface SetDistances {
  /** The larger of the two directed maxima. */
  readonly hausdorffMm: number;
  /** The mean of the two directed 95 % percentiles. */
  readonly hd95Mm: number;
  /** The larger of the two directed 95 % percentiles. */
  readonly hd95LargerMm: number;
  /** The mean of the two directed means. */
  readonly meanMm: number;
  readonly aToB: DirectedDistances;
  readonly bToA: DirectedDistances;
}

/** @param a,b marks over one volume, each with at least one voxel */
export function setDistances(
  a: Uint8Array,
  b: Uint8Array,
  size: VolumeSize,
  spacingMm: readonly [number, number, number],
): SetDistances {
  const aToB = directed(a, squaredDistancesMm2(b, size, spacingMm));
  const bToA = directed(b, squaredDistancesMm2(a, size, spacingMm));
  return {
    hausdorffMm: Math.max(aToB.maxMm, bToA.maxMm),
    hd95Mm: (aToB.p95Mm + bToA.p95Mm) / 2,
    hd95LargerMm: Math.max(aToB.p95Mm, bToA.p95Mm),
    meanMm: (aToB.meanMm + bToA.meanMm) / 2,
    aToB,
    bToA,
  };
}

function directed(from: Uint8Array, squaredMm2: Float64Array): DirectedDistances {
  const distances = squaredMm2
    .filter((_, at) => from[at] !== 0)
    .map(Math.sqrt)
    .sort();
  const rank = Math.max(1, Math.floor((95 * distances.length) / 100));
  return {
    voxels: distances.length,
    maxMm: distances.at(-1) ?? NaN,
    p95Mm: distances[rank - 1] ?? NaN,
    meanMm: distances.reduce((sum, distance) => sum + distance, 0) / distances.length,
  };
}
