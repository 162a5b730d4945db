import type { GreyLevels } from './discretise';

/** What the neighbours of a region's voxels are like, by grey level. */
export interface Neighbourhoods {
  /** Voxels of each level that have a neighbour in the region, from level 1. */
  readonly accompanied: Float64Array;
  /** Voxels of each level. */
  readonly all: Float64Array;
  /** Sum over the voxels of each level of |level - mean of the neighbours|. */
  readonly differences: Float64Array;
  /** Voxels by level - 1 (rows) and number of neighbours of the same level (columns, `offsets.length + 1`). */
  readonly alike: Float64Array;
}

/** Over the neighbours at `offsets`, 8 of a slice or 26 of the volume. */
export function neighbourhoods(
  { levels, count }: GreyLevels,
  voxels: Int32Array,
  offsets: Int32Array,
): Neighbourhoods {
  const columns = offsets.length + 1;
  const accompanied = new Float64Array(count);
  const all = new Float64Array(count);
  const differences = new Float64Array(count);
  const alike = new Float64Array(count * columns);
  for (const voxel of voxels) {
    const level = levels[voxel]!;
    let [near, sum, same] = [0, 0, 0];
    for (let n = 0; n < offsets.length; n++) {
      const other = levels[voxel + offsets[n]!]!;
      if (other === 0) continue;
      near++;
      sum += other;
      if (other === level) same++;
    }
    all[level - 1]! += 1;
    alike[(level - 1) * columns + same]! += 1;
    if (near === 0) continue;
    accompanied[level - 1]! += 1;
    differences[level - 1]! += Math.abs(level - sum / near);
  }
  return { accompanied, all, differences, alike };
}
