import { inverse, times, type Square } from './matrix.kernel';

/** A concave log-likelihood at one set of coefficients. */
export interface Likelihood {
  readonly logLik: number;
  readonly score: Float64Array;
  readonly information: Square;
}

export type Maximum<L extends Likelihood> =
  | {
      readonly kind: 'found';
      readonly beta: Float64Array;
      readonly at: L;
      readonly covariance: Square;
      readonly iterations: number;
    }
  /** The likelihood grows without end along this column. */
  | { readonly kind: 'endless'; readonly column: number };

/** Ours: an ordinary fit needs fewer than 10; along a separating column every step stays about as long as the last. */
const MOST_STEPS = 40;
const MOST_HALVINGS = 30;

/**
 * Newton's method with halved steps from coefficients of 0 (or `start`). Columns should have about unit spread.
 * @param likelihood gives undefined where it cannot be computed
 */
export function maximum<L extends Likelihood>(
  likelihood: (beta: Float64Array) => L | undefined,
  start: Float64Array,
): Maximum<L> {
  let beta = start;
  let at = likelihood(beta);
  let largest = 0;
  for (let iterations = 1; at && iterations <= MOST_STEPS; iterations++) {
    const covariance = inverse(at.information);
    if ('dependent' in covariance) return { kind: 'endless', column: covariance.dependent };
    const step = times(covariance, at.score);
    largest = widest(step);
    if (isSmall(step, beta)) return { kind: 'found', beta, at, covariance, iterations };
    const next = halved(likelihood, beta, at, step);
    // No better point along the step: as near to the top as the digits of the likelihood allow.
    if (!next) return { kind: 'found', beta, at, covariance, iterations };
    ({ beta, at } = next);
  }
  return { kind: 'endless', column: largest };
}

const isSmall = (step: Float64Array, beta: Float64Array): boolean =>
  step.every((length, k) => Math.abs(length) <= 1e-10 * (1 + Math.abs(beta[k] ?? 0)));

function halved<L extends Likelihood>(
  likelihood: (beta: Float64Array) => L | undefined,
  beta: Float64Array,
  { logLik }: L,
  step: Float64Array,
): { beta: Float64Array; at: L } | undefined {
  for (let halving = 0; halving < MOST_HALVINGS; halving++) {
    const next = beta.map((value, k) => value + (step[k] ?? 0) / 2 ** halving);
    const at = likelihood(next);
    const loss = 1e-13 * Math.abs(logLik);
    if (at && Number.isFinite(at.logLik) && at.logLik >= logLik - loss) return { beta: next, at };
  }
  return undefined;
}

const widest = (step: Float64Array): number =>
  step.reduce((best, length, k) => (Math.abs(length) > Math.abs(step[best] ?? 0) ? k : best), 0);
