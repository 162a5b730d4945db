import type { GreyLevels } from './discretise';

/** Longest run that a box can hold, along a side or a diagonal. */
export const longestRun = ({ size }: GreyLevels): number => Math.max(...size);

/** Runs of equal levels along `offset` that begin in `voxels`: level - 1 in rows, length - 1 in columns. */
export function runLengths(grey: GreyLevels, voxels: Int32Array, offset: number): Float64Array {
  const { levels, count } = grey;
  const columns = longestRun(grey);
  const matrix = new Float64Array(count * columns);
  for (const voxel of voxels) {
    const level = levels[voxel]!;
    if (levels[voxel - offset] === level) continue;
    let length = 1;
    while (levels[voxel + length * offset] === level) length++;
    matrix[(level - 1) * columns + length - 1]! += 1;
  }
  return matrix;
}
