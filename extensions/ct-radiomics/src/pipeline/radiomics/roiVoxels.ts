import { TimescopeError } from '@timescope/core/errors';
import type { VolumeSize } from '@timescope/core/volume';
import type { ImageVoxels, SpacingMm } from './imageVoxels';

/** A region cut to its box. Arrays are row-major over `size`. */
export interface RoiVoxels {
  readonly size: VolumeSize;
  readonly spacingMm: SpacingMm;
  readonly intensities: Float64Array;
  /** The region as drawn: what shape is measured on (IBSI's morphological mask). */
  readonly shape: Uint8Array;
  /** The region less what resegmentation left out: what intensities are measured on (IBSI's intensity mask). */
  readonly inside: Uint8Array;
  /** Where the box lies in the image: its first column, row and slice. */
  readonly first: VolumeSize;
}

/** @throws TimescopeError EMPTY_ROI */
export function roiVoxels({ size, spacingMm, values, mask }: ImageVoxels): RoiVoxels {
  const [first, last] = box(mask, size);
  const [nx, ny, nz] = [last[0] - first[0] + 1, last[1] - first[1] + 1, last[2] - first[2] + 1];
  const intensities = new Float64Array(nx * ny * nz);
  const shape = new Uint8Array(nx * ny * nz);
  for (let k = 0, to = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      const row = ((k + first[2]) * size[1] + j + first[1]) * size[0] + first[0];
      for (let i = 0; i < nx; i++, to++) {
        intensities[to] = values[row + i] ?? 0;
        shape[to] = mask[row + i] === 0 ? 0 : 1;
      }
    }
  return { size: [nx, ny, nz], spacingMm, intensities, shape, inside: shape, first };
}

/** The intensities inside, in the order of the voxels. */
export function insideIntensities({ intensities, inside }: RoiVoxels): Float64Array {
  const found = new Float64Array(intensities.length);
  let count = 0;
  for (let at = 0; at < intensities.length; at++) if (inside[at] !== 0) found[count++] = intensities[at] ?? 0;
  return found.subarray(0, count);
}

function box(mask: Uint8Array, [nx, ny, nz]: VolumeSize): [first: VolumeSize, last: VolumeSize] {
  let [x0, y0, z0, x1, y1, z1] = [nx, ny, nz, -1, -1, -1];
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0; i < nx; i++, at++) {
        if (mask[at] === 0) continue;
        if (i < x0) x0 = i;
        if (i > x1) x1 = i;
        if (j < y0) y0 = j;
        if (j > y1) y1 = j;
        if (k < z0) z0 = k;
        z1 = k;
      }
  if (x1 >= 0)
    return [
      [x0, y0, z0],
      [x1, y1, z1],
    ];
  throw new TimescopeError('EMPTY_ROI', 'The ROI holds no voxel.', {
    nextStep: 'Outline the tumour on at least one slice.',
  });
}
