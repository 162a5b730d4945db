import { logGamma } from './logGamma';

/**
 * The regularised incomplete beta function I_x(a, b), a and b above 0. `x` and `y` = 1 - x are both given, so that
 * neither loses its digits when it is small.
 */
export function regularisedBeta(x: number, y: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  const front = Math.exp(a * Math.log(x) + b * Math.log(y) - logBeta(a, b));
  // The continued fraction converges fast on this side of the mean only; the other side is its complement.
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(y, b, a)) / b;
}

const MOST_STEPS = 10_000;
const CONVERGED = 1e-16;
const TINY = 1e-300;

/** NIST Handbook 8.17.22, evaluated by the modified method of Lentz. */
function betaFraction(x: number, a: number, b: number): number {
  let [c, d] = [1, 1 / apart(1 - ((a + b) * x) / (a + 1))];
  let fraction = d;
  for (let m = 1; m <= MOST_STEPS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / apart(1 + even * d);
    c = apart(1 + even / c);
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / apart(1 + odd * d);
    c = apart(1 + odd / c);
    fraction *= c * d;
    if (Math.abs(c * d - 1) < CONVERGED) break;
  }
  return fraction;
}

const apart = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);
