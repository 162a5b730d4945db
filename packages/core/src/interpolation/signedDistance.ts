import { squaredDistancesMm2 } from '../geometry/squaredDistances.kernel';
import type { SliceFiller, SliceStack } from './interpolateMask';

/**
 * Shape-based interpolation (Raya and Udupa 1990, IEEE Trans Med Imaging 9:32): a pixel of an empty slice is inside
 * where the signed distances to the outlines of the drawn slices below and above, weighted by how near these are, are
 * on the inner side. Exact Euclidean distances in millimetres, so pixels need not be square.
 */
export const signedDistanceFiller: SliceFiller = stack => Promise.resolve(filledBySignedDistance(stack));

function filledBySignedDistance(stack: SliceStack): Uint8Array {
  const { values, width, height, drawn } = stack;
  const pixels = width * height;
  const filled = values.slice();
  drawn.slice(1).forEach((above, index) => {
    const below = drawn[index] ?? above;
    if (above - below < 2) return;
    const [low, high] = [signedDistances(stack, below), signedDistances(stack, above)];
    for (let k = below + 1; k < above; k++)
      blend(low, high, (k - below) / (above - below), filled.subarray(k * pixels, (k + 1) * pixels));
  });
  return filled;
}

/** Inside where the weighted mean is negative; on the line itself the pixel stays outside. */
function blend(low: Float64Array, high: Float64Array, share: number, into: Uint8Array): void {
  into.forEach((_, at) => {
    into[at] = (1 - share) * (low[at] ?? 0) + share * (high[at] ?? 0) < 0 ? 1 : 0;
  });
}

/** Distance in mm of every pixel to the nearest pixel on the other side of the slice's outline, negative inside. */
function signedDistances({ values, width, height, spacingMm }: SliceStack, k: number): Float64Array {
  const slice = values.subarray(k * width * height, (k + 1) * width * height);
  const toNearest = (marked: Uint8Array) =>
    squaredDistancesMm2(marked, [width, height, 1], [spacingMm.x, spacingMm.y, spacingMm.z]);
  const outside = toNearest(slice);
  const within = toNearest(slice.map(value => 1 - value));
  return outside.map((squared, at) => Math.sqrt(squared) - Math.sqrt(within[at] ?? 0));
}
