import type { HalfKernel } from '@timescope/core/nucleusKernels';

/** Standard deviations on either side of the centre: three suffice, two give 7 to 15 % more nuclei (measured). */
const SUPPORT = 3;
/** x is halved this often before the series, and the result squared as often. */
const HALVINGS = 10;

/**
 * A Gaussian of any standard deviation in pixels. Its exponentials are made of products and sums alone, because
 * Math.exp differs between engines in the last digits.
 */
export function gaussian(sigma: number): HalfKernel {
  const reach = gaussianReach(sigma);
  const weights = Array.from({ length: reach + 1 }, (_, k) => expOfMinus((k * k) / (2 * sigma * sigma)));
  const total = weights.reduce((sum, weight, k) => sum + (k === 0 ? weight : 2 * weight), 0);
  return weights.map(weight => weight / total);
}

/** Pixels beside the centre that the kernel reaches. */
export const gaussianReach = (sigma: number): number => Math.ceil(SUPPORT * sigma);

/** exp(-x) for x from 0 to about 10, to 12 digits. */
function expOfMinus(x: number): number {
  const small = x / 2 ** HALVINGS;
  let value = 1 - small * (1 - (small / 2) * (1 - (small / 3) * (1 - (small / 4) * (1 - small / 5))));
  for (let k = 0; k < HALVINGS; k++) value *= value;
  return value;
}
