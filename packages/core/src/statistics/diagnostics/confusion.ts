import type { Estimate } from '../computable';
import { betaQuantile } from '../distributions';

export interface Counts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** A measure is undefined where its denominator is 0. Intervals of shares are exact (Clopper and Pearson 1934). */
export interface ConfusionMeasures {
  readonly counts: Counts;
  readonly accuracy: Estimate | undefined;
  readonly sensitivity: Estimate | undefined;
  readonly specificity: Estimate | undefined;
  readonly ppv: Estimate | undefined;
  readonly npv: Estimate | undefined;
  /** Another name of ppv and sensitivity, as the papers print them. */
  readonly precision: number | undefined;
  readonly recall: number | undefined;
  readonly f1: number | undefined;
  readonly youden: number | undefined;
  readonly positiveLikelihoodRatio: number | undefined;
  readonly negativeLikelihoodRatio: number | undefined;
}

/** What a threshold makes of a score: positive is who scores at least the threshold. */
export function countsAt(
  score: readonly number[],
  isPositive: readonly boolean[],
  threshold: number,
): Counts {
  const count = (isCalled: boolean, isTrue: boolean) =>
    score.filter((value, k) => value >= threshold === isCalled && isPositive[k] === isTrue).length;
  return { tp: count(true, true), fp: count(true, false), fn: count(false, true), tn: count(false, false) };
}

export function confusionMeasures(counts: Counts): ConfusionMeasures {
  const { tp, fp, fn, tn } = counts;
  const sensitivity = proportion(tp, tp + fn);
  const specificity = proportion(tn, tn + fp);
  const ppv = proportion(tp, tp + fp);
  const [se, sp] = [sensitivity?.value, specificity?.value];
  const known = se !== undefined && sp !== undefined;
  return {
    counts,
    accuracy: proportion(tp + tn, tp + fp + fn + tn),
    sensitivity,
    specificity,
    ppv,
    npv: proportion(tn, tn + fn),
    precision: ppv?.value,
    recall: se,
    f1: 2 * tp + fp + fn === 0 ? undefined : (2 * tp) / (2 * tp + fp + fn),
    youden: known ? se + sp - 1 : undefined,
    positiveLikelihoodRatio: known && sp < 1 ? se / (1 - sp) : undefined,
    negativeLikelihoodRatio: known && sp > 0 ? (1 - se) / sp : undefined,
  };
}

/** A share with its exact interval, or undefined of nothing. */
export function proportion(count: number, of: number): Estimate | undefined {
  if (of === 0) return undefined;
  return {
    value: count / of,
    lower: count === 0 ? 0 : betaQuantile(0.025, count, of - count + 1),
    upper: count === of ? 1 : betaQuantile(0.975, count + 1, of - count),
  };
}
