import { logGamma } from './logGamma';

const MOST_STEPS = 100_000;
const CONVERGED = 1e-17;
const TINY = 1e-300;

/**
 * The regularised upper incomplete gamma function Q(a, x), a above 0 and x at least 0: small values keep their digits,
 * because the far tail is summed itself and not taken from 1.
 */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  return x < a + 1 ? 1 - front * series(a, x) : front * fraction(a, x);
}

/** NIST Handbook 8.11.4: the lower function, without its front factor. */
function series(a: number, x: number): number {
  let term = 1 / a;
  let total = term;
  for (let k = 1; k <= MOST_STEPS && term > total * CONVERGED; k++) total += term *= x / (a + k);
  return total;
}

/** NIST Handbook 8.9.2, evaluated by the modified method of Lentz. */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let [c, d] = [1 / TINY, 1 / b];
  let value = d;
  for (let k = 1; k <= MOST_STEPS; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / apart(numerator * d + b);
    c = apart(b + numerator / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}

const apart = (value: number): number => (Math.abs(value) < TINY ? TINY : value);
