import type { VolumeSize } from '../../volume';

/**
 * The voxels of a region that share a face with a voxel outside it (1, others 0). Beyond the volume is outside, save
 * along an axis on which the volume is one voxel thick: there the region is a flat one and its rim the boundary.
 */
export function boundaryVoxels(region: Uint8Array, [nx, ny, nz]: VolumeSize): Uint8Array {
  if (region.length !== nx * ny * nz) throw new RangeError('The region does not fill the volume.');
  const boundary = new Uint8Array(region.length);
  const [dx, dy, dz] = [1, nx, nx * ny];
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) {
        if (region[at] === 0) continue;
        const isOnFace =
          (nx > 1 && (i === 0 || i === nx - 1 || region[at - dx]! === 0 || region[at + dx]! === 0)) ||
          (ny > 1 && (j === 0 || j === ny - 1 || region[at - dy]! === 0 || region[at + dy]! === 0)) ||
          (nz > 1 && (k === 0 || k === nz - 1 || region[at - dz]! === 0 || region[at + dz]! === 0)) ||
          (nx === 1 && ny === 1 && nz === 1);
        if (isOnFace) boundary[at] = 1;
      }
  return boundary;
}
