import type { VolumeSize } from '@timescope/core/volume';
import { symmetricEigenvalues } from './eigenvalues.kernel';
import type { SpacingMm } from './imageVoxels';

/** Variances in mm2 of the voxel centres along the principal axes, falling. `divisor`: n (PyRadiomics) or n - 1 (IBSI). */
export function principalVariances(
  mask: Uint8Array,
  size: VolumeSize,
  spacingMm: SpacingMm,
  divisor: 'n' | 'n - 1',
): readonly [number, number, number] {
  const sums = coordinateSums(mask, size);
  const n = sums.count;
  const covariance = Float64Array.from({ length: 9 }, (_, at) => {
    const [a, b] = [Math.floor(at / 3), at % 3];
    const [sa = 0, sb = 0, product = 0] = [sums.first[a], sums.first[b], sums.second[at]];
    const scale = (spacingMm[a] ?? 0) * (spacingMm[b] ?? 0);
    return (scale * (product - (sa * sb) / n)) / (divisor === 'n' ? n : n - 1);
  });
  const [a = NaN, b = NaN, c = NaN] = symmetricEigenvalues(covariance, 3);
  // What rounding leaves of an axis without extent, relative to the longest, is no length.
  const clean = (value: number) => (value < a * 1e-12 ? 0 : value);
  return [a, clean(b), clean(c)];
}

/** Whole numbers, so exact: sums of the columns, rows and slices, and of their products. */
function coordinateSums(mask: Uint8Array, [nx, ny, nz]: VolumeSize) {
  let [count, x, y, z, xx, xy, xz, yy, yz, zz] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      let [n, sum, squares] = [0, 0, 0];
      for (let i = 0; i < nx; i++, at++) {
        if (mask[at] === 0) continue;
        n++;
        sum += i;
        squares += i * i;
      }
      count += n;
      x += sum;
      y += n * j;
      z += n * k;
      xx += squares;
      xy += sum * j;
      xz += sum * k;
      yy += n * j * j;
      yz += n * j * k;
      zz += n * k * k;
    }
  return { count, first: [x, y, z], second: [xx, xy, xz, xy, yy, yz, xz, yz, zz] };
}
