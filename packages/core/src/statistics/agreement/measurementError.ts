import { DEFAULT_PLAN, eachResample, percentileInterval, type ResamplePlan } from '../bootstrap';
import { mean, notComputable, notFinite, type Computable, type Estimate } from '../computable';

/** Mean of |measured - truth| with the bootstrap's percentile interval. */
export function meanAbsoluteError(
  measured: readonly number[],
  truth: readonly number[],
  plan: ResamplePlan = DEFAULT_PLAN,
): Computable<Estimate & { readonly n: number }> {
  const reason = pairProblem(measured, truth);
  if (reason !== undefined) return notComputable(reason);
  return resampledMean(
    measured.map((value, k) => Math.abs(value - (truth[k] ?? NaN))),
    plan,
  );
}

export interface PercentageError {
  readonly n: number;
  /** Rows with a true value of 0, which have no percentage. */
  readonly leftOut: number;
  /** Mean of 100 (measured - truth) / truth: errors up and down cancel. */
  readonly signed: Estimate;
  /** Mean of 100 |measured - truth| / truth. */
  readonly absolute: Estimate;
}

/** Mean percentage error, signed and absolute, in percent, with the bootstrap's percentile intervals. */
export function meanPercentageError(
  measured: readonly number[],
  truth: readonly number[],
  plan: ResamplePlan = DEFAULT_PLAN,
): Computable<PercentageError> {
  const reason = pairProblem(measured, truth);
  if (reason !== undefined) return notComputable(reason);
  const errors = measured.flatMap((value, k) => {
    const of = truth[k] ?? 0;
    return of === 0 ? [] : [(100 * (value - of)) / Math.abs(of)];
  });
  if (errors.length === 0) return notComputable('every true value is 0');
  const { n, kind, ...signed } = resampledMean(errors, plan);
  const { value, lower, upper } = resampledMean(errors.map(Math.abs), plan);
  return { kind, n, leftOut: truth.length - n, signed, absolute: { value, lower, upper } };
}

function pairProblem(measured: readonly number[], truth: readonly number[]): string | undefined {
  if (measured.length !== truth.length) return 'both columns must be equally long';
  return measured.length === 0 ? 'there are no rows' : notFinite('the values', [...measured, ...truth]);
}

function resampledMean(errors: readonly number[], plan: ResamplePlan) {
  const drawn: number[] = [];
  eachResample(errors.length, plan, indices => {
    let total = 0;
    for (const index of indices) total += errors[index] ?? 0;
    drawn.push(total / errors.length);
  });
  return { kind: 'computed' as const, n: errors.length, ...percentileInterval(mean(errors), drawn) };
}
