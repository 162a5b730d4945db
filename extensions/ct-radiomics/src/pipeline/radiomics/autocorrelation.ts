import type { Features } from './featureTable';
import { transform, type ComplexVolume } from './fourier.kernel';
import type { RoiVoxels } from './roiVoxels';

/** Ours: above it the transforms would take more than half a gigabyte. */
const MOST_PLACES = 2 ** 24;

/**
 * Moran's I and Geary's C over all pairs of voxels, weighted by 1 / distance (IBSI 3.1.27, 3.1.28). The sums over pairs
 * are one convolution, so that a region of a million voxels takes seconds and not hours. Undefined of a flat region and
 * of one too large.
 */
export function autocorrelation(roi: RoiVoxels): Features {
  const values = roi.intensities.filter((_, at) => roi.inside[at] !== 0);
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const size = roi.size.map(extent => 2 ** Math.ceil(Math.log2(2 * extent))) as [number, number, number];
  const sums =
    squares > 0 && size[0] * size[1] * size[2] <= MOST_PLACES ? pairSums(roi, mean, size) : undefined;
  if (!sums) return { moran_i: undefined, geary_c: undefined };
  const { weight, product, square } = sums;
  return {
    moran_i: ((n / weight) * product) / squares,
    geary_c: ((n - 1) * (2 * square - 2 * product)) / (2 * weight * squares),
  };
}

/** Over ordered pairs: sums of the weights, of weight x product and of weight x square of the centred intensities. */
function pairSums(roi: RoiVoxels, mean: number, size: ComplexVolume['size']) {
  const signal = centredSignal(roi, mean, size);
  const kernel = inverseDistances(roi, size);
  const [inside, centred] = [signal.re.slice(), signal.im.slice()];
  transform(signal);
  transform(kernel);
  // The weights are even, so their transform is real: mask and intensities ride through as one complex volume.
  for (let at = 0; at < signal.re.length; at++) {
    const weight = kernel.re[at] ?? 0;
    signal.re[at] = (signal.re[at] ?? 0) * weight;
    // The conjugate: a transform of it is the inverse transform, conjugated.
    signal.im[at] = -(signal.im[at] ?? 0) * weight;
  }
  transform(signal);
  const places = signal.re.length;
  let [weight, product, square] = [0, 0, 0];
  for (let at = 0; at < places; at++) {
    if (inside[at] === 0) continue;
    const [around, value] = [(signal.re[at] ?? 0) / places, centred[at] ?? 0];
    weight += around;
    square += around * value * value;
    product -= ((signal.im[at] ?? 0) / places) * value;
  }
  return { weight, product, square };
}

const empty = (size: ComplexVolume['size']): ComplexVolume => ({
  size,
  re: new Float64Array(size[0] * size[1] * size[2]),
  im: new Float64Array(size[0] * size[1] * size[2]),
});

/** 1 inside as real part, the intensity less the mean as imaginary part. */
function centredSignal(roi: RoiVoxels, mean: number, size: ComplexVolume['size']): ComplexVolume {
  const signal = empty(size);
  const [nx, ny, nz] = roi.size;
  for (let k = 0, from = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0, to = (k * size[1] + j) * size[0]; i < nx; i++, from++, to++) {
        if (roi.inside[from] === 0) continue;
        signal.re[to] = 1;
        signal.im[to] = (roi.intensities[from] ?? 0) - mean;
      }
  return signal;
}

function inverseDistances(
  { spacingMm: [sx, sy, sz] }: RoiVoxels,
  size: ComplexVolume['size'],
): ComplexVolume {
  const kernel = empty(size);
  const [nx, ny, nz] = size;
  const away = (index: number, extent: number) => Math.min(index, extent - index);
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      const across = (away(j, ny) * sy) ** 2 + (away(k, nz) * sz) ** 2;
      for (let i = 0; i < nx; i++, at++) {
        const square = (away(i, nx) * sx) ** 2 + across;
        if (square > 0) kernel.re[at] = 1 / Math.sqrt(square);
      }
    }
  return kernel;
}
