import type { VolumeSize } from '@timescope/core/volume';

/** The mean of the 3 x 3 pixels round each voxel on its own slice, rounded; at the rim of those that are there. */
export function sliceMeans(hu: Int16Array, [nx, ny, nz]: VolumeSize): Int16Array {
  if (hu.length !== nx * ny * nz) throw new RangeError('The voxels do not fill the volume.');
  const means = new Int16Array(hu.length);
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) {
        let sum = 0;
        let count = 0;
        for (let y = Math.max(0, j - 1); y <= Math.min(ny - 1, j + 1); y++)
          for (let x = Math.max(0, i - 1); x <= Math.min(nx - 1, i + 1); x++) {
            sum += hu[(k * ny + y) * nx + x]!;
            count++;
          }
        means[at] = Math.round(sum / count);
      }
  return means;
}
