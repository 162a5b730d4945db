import { fQuantile } from './fQuantile';
import { regularisedBeta } from './regularisedBeta';
import { upperGamma } from './upperGamma';

/** P(|Z| >= |z|) of the normal distribution. */
export const normalTwoSided = (z: number): number => upperGamma(0.5, (z * z) / 2);

/** P(Z <= z) of the normal distribution. */
export function normalBelow(z: number): number {
  const tail = normalTwoSided(z) / 2;
  return z < 0 ? tail : 1 - tail;
}

/** P(X >= x) of the chi-square distribution. */
export const chiSquareAbove = (x: number, df: number): number => upperGamma(df / 2, x / 2);

/** P(|T| >= |t|) of Student's distribution; df need not be whole. */
export function studentTwoSided(t: number, df: number): number {
  if (!Number.isFinite(t)) return 0;
  const whole = df + t * t;
  return regularisedBeta(df / whole, (t * t) / whole, df / 2, 0.5);
}

/** The 97.5 % quantile of Student's distribution: the half width of a 95 % interval in standard errors. */
export const student95 = (df: number): number => Math.sqrt(fQuantile(0.95, 1, df));

/** P(F >= f) of the F distribution. */
export function fAbove(f: number, df1: number, df2: number): number {
  const whole = df1 * f + df2;
  return regularisedBeta(df2 / whole, (df1 * f) / whole, df2 / 2, df1 / 2);
}

/** The value that a binomial proportion's exact bound takes: the quantile of the beta distribution. */
export function betaQuantile(p: number, a: number, b: number): number {
  const f = fQuantile(p, 2 * a, 2 * b);
  return (a * f) / (a * f + b);
}
