import { notComputable, type Computable } from '../computable';
import { countsAt } from './confusion';

export interface DecisionPoint {
  /** Threshold probability pt from which on a patient would be treated. */
  readonly threshold: number;
  /** True positives gained a patient, less false positives weighed by pt / (1 - pt). */
  readonly netBenefit: number;
  /** The same when everybody is treated; nobody treated is 0. */
  readonly treatAll: number;
}

/** Decision curve (Vickers and Elkin, Med Decis Making 2006;26:565). @param thresholds between 0 and 1, both left out */
export function decisionCurve(
  probability: readonly number[],
  hasEvent: readonly boolean[],
  thresholds: readonly number[] = PERCENTS,
): Computable<{
  readonly n: number;
  readonly prevalence: number;
  readonly points: readonly DecisionPoint[];
}> {
  if (probability.length !== hasEvent.length)
    return notComputable('every row needs its probability and outcome');
  if (probability.length === 0) return notComputable('there are no rows');
  if (!probability.every(p => p >= 0 && p <= 1))
    return notComputable('every probability must lie between 0 and 1');
  if (!thresholds.every(pt => pt > 0 && pt < 1))
    return notComputable('every threshold must lie between 0 and 1');
  const n = probability.length;
  const prevalence = hasEvent.filter(Boolean).length / n;
  const points = thresholds.map((threshold): DecisionPoint => {
    const { tp, fp } = countsAt(probability, hasEvent, threshold);
    const odds = threshold / (1 - threshold);
    return {
      threshold,
      netBenefit: tp / n - (fp / n) * odds,
      treatAll: prevalence - (1 - prevalence) * odds,
    };
  });
  return { kind: 'computed', n, prevalence, points };
}

/** 1 to 99 %. */
const PERCENTS = Array.from({ length: 99 }, (_, k) => (k + 1) / 100);
