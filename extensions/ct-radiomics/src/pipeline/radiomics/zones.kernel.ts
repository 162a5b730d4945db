import type { GreyLevels } from './discretise';
import type { RoiVoxels } from './roiVoxels';

/** Connected voxels of equal level, one entry a zone. */
export interface Zones {
  readonly levels: number[];
  readonly sizes: number[];
  /** Least distance of a voxel of the zone to the border; empty without a distance map. */
  readonly distances: number[];
}

/** Zones that begin in `voxels` and grow over `offsets`, 8 of a slice or 26 of the volume. */
export function zones(
  { levels }: GreyLevels,
  voxels: Int32Array,
  offsets: Int32Array,
  distanceMap?: Int32Array,
): Zones {
  const found: Zones = { levels: [], sizes: [], distances: [] };
  const seen = new Uint8Array(levels.length);
  const stack = new Int32Array(voxels.length);
  for (const start of voxels) {
    if (seen[start] !== 0) continue;
    const level = levels[start]!;
    let [top, size, nearest] = [1, 0, Infinity];
    stack[0] = start;
    seen[start] = 1;
    while (top > 0) {
      const voxel = stack[--top]!;
      size++;
      if (distanceMap && distanceMap[voxel]! < nearest) nearest = distanceMap[voxel]!;
      for (const offset of offsets) {
        const next = voxel + offset;
        if (levels[next] !== level || seen[next] !== 0) continue;
        seen[next] = 1;
        stack[top++] = next;
      }
    }
    found.levels.push(level);
    found.sizes.push(size);
    if (distanceMap) found.distances.push(nearest);
  }
  return found;
}

/**
 * Steps over faces from every voxel of the shape to the nearest voxel outside it, in an array with a rim of one voxel:
 * 1 on the border, 0 outside; within the slice when `isFlat` (IBSI 3.9: distances are those of the shape as drawn).
 */
export function borderDistances(
  { shape, size: [nx, ny, nz] }: RoiVoxels,
  grey: GreyLevels,
  isFlat: boolean,
): Int32Array {
  const { row, plane } = grey;
  const distances = new Int32Array(grey.levels.length);
  const queue = new Int32Array(shape.length);
  for (let k = 0, from = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0, to = (k + 1) * plane + (j + 1) * row + 1; i < nx; i++, from++, to++)
        if (shape[from] !== 0) distances[to] = -1;
  const steps = isFlat ? [1, -1, row, -row] : [1, -1, row, -row, plane, -plane];
  let end = 0;
  for (let at = 0; at < distances.length; at++)
    if (distances[at] === -1 && steps.some(step => distances[at + step] === 0)) queue[end++] = at;
  for (let n = 0; n < end; n++) distances[queue[n]!] = 1;
  for (let n = 0; n < end; n++)
    for (const step of steps) {
      const next = queue[n]! + step;
      if (distances[next] !== -1) continue;
      distances[next] = distances[queue[n]!]! + 1;
      queue[end++] = next;
    }
  return distances;
}
