import type { VolumeSize } from '@timescope/core/volume';

/** A part of a volume: its first voxel and its extent. */
export interface VolumeBox {
  readonly from: readonly [i: number, j: number, k: number];
  readonly size: VolumeSize;
}

/** The voxels of a box, in the volume's order. */
export function cutBox(hu: Int16Array, [nx, ny, nz]: VolumeSize, { from, size }: VolumeBox): Int16Array {
  const [width, height, depth] = size;
  if (hu.length !== nx * ny * nz) throw new RangeError('The voxels do not fill the volume.');
  const box = new Int16Array(width * height * depth);
  for (let k = 0, to = 0; k < depth; k++)
    for (let j = 0; j < height; j++, to += width) {
      const start = ((from[2] + k) * ny + from[1] + j) * nx + from[0];
      box.set(hu.subarray(start, start + width), to);
    }
  return box;
}
