import { notComputable, type Computable, type Estimate } from '../computable';
import { chiSquareAbove } from '../distributions';
import { ascending, quantile } from '../quantile';
import { proportion } from './confusion';
import { logistic, type LogisticTerm } from './logistic';

export interface CalibrationBin {
  readonly n: number;
  readonly meanPredicted: number;
  /** Share with the event and its exact interval. */
  readonly observed: Estimate;
}

export interface Calibration {
  readonly n: number;
  readonly events: number;
  /** Mean squared difference of probability and outcome (Brier 1950); 0 is perfect. */
  readonly brier: number;
  /** Of a logistic fit on the logit of the probability: 0 and 1 are perfect (Cox, Biometrika 1958;45:562). */
  readonly intercept: Estimate | undefined;
  readonly slope: Estimate | undefined;
  /** Intercept with the slope kept at 1: below 0 the probabilities are too high throughout. */
  readonly inTheLarge: Estimate | undefined;
  readonly hosmerLemeshow: Computable<{ readonly chisq: number; readonly df: number; readonly p: number }>;
  readonly bins: readonly CalibrationBin[];
  readonly notEvaluable: Readonly<Record<string, string>>;
}

/** Hosmer and Lemeshow's ten groups of risk (1980). */
export const GROUPS_OF_RISK = 10;

/** How well probabilities (0 to 1) meet what happened. */
export function calibration(
  probability: readonly number[],
  hasEvent: readonly boolean[],
): Computable<Calibration> {
  if (probability.length !== hasEvent.length)
    return notComputable('every row needs its probability and outcome');
  if (probability.length === 0) return notComputable('there are no rows');
  if (!probability.every(p => p >= 0 && p <= 1))
    return notComputable('every probability must lie between 0 and 1');
  const brier =
    probability.reduce((sum, p, k) => sum + (p - (hasEvent[k] === true ? 1 : 0)) ** 2, 0) /
    probability.length;
  const bins = groupsOfRisk(probability).flatMap(rows => binOf(rows, probability, hasEvent));
  return {
    kind: 'computed',
    n: probability.length,
    events: hasEvent.filter(Boolean).length,
    brier,
    ...recalibration(probability, hasEvent),
    hosmerLemeshow: hosmerLemeshow(bins),
    bins,
  };
}

function recalibration(probability: readonly number[], hasEvent: readonly boolean[]) {
  const none = { intercept: undefined, slope: undefined, inTheLarge: undefined };
  const because = (reason: string) => ({
    ...none,
    notEvaluable: { intercept: reason, slope: reason, inTheLarge: reason },
  });
  if (probability.some(p => p === 0 || p === 1)) return because('a probability of 0 or 1 has no logit');
  const logit = probability.map(p => Math.log(p / (1 - p)));
  const sloped = logistic(hasEvent, [{ term: 'logit', covariate: 'logit', values: logit }]);
  const shifted = logistic(hasEvent, [], logit);
  const [intercept, slope] = sloped.kind === 'computed' ? sloped.terms.map(estimate) : [];
  const [inTheLarge] = shifted.kind === 'computed' ? shifted.terms.map(estimate) : [];
  return {
    intercept,
    slope,
    inTheLarge,
    notEvaluable: {
      ...(sloped.kind === 'computed' ? {} : { intercept: sloped.reason, slope: sloped.reason }),
      ...(shifted.kind === 'computed' ? {} : { inTheLarge: shifted.reason }),
    },
  };
}

const estimate = ({ coef, lower, upper }: LogisticTerm): Estimate => ({
  value: coef,
  lower: Math.log(lower),
  upper: Math.log(upper),
});

/** Rows by the deciles of the probability; fewer groups where many are equal. */
function groupsOfRisk(probability: readonly number[]): number[][] {
  const sorted = ascending(probability);
  const ends = new Set(
    Array.from({ length: GROUPS_OF_RISK }, (_, k) => quantile(sorted, (k + 1) / GROUPS_OF_RISK)),
  );
  const cuts = ascending(ends);
  const groups = cuts.map((): number[] => []);
  probability.forEach((p, row) => {
    const found = cuts.findIndex(cut => p <= cut);
    groups[found < 0 ? cuts.length - 1 : found]?.push(row);
  });
  return groups;
}

function binOf(
  rows: readonly number[],
  probability: readonly number[],
  hasEvent: readonly boolean[],
): CalibrationBin[] {
  const observed = proportion(rows.filter(row => hasEvent[row] === true).length, rows.length);
  if (!observed) return [];
  const meanPredicted = rows.reduce((sum, row) => sum + (probability[row] ?? 0), 0) / rows.length;
  return [{ n: rows.length, meanPredicted, observed }];
}

function hosmerLemeshow(bins: readonly CalibrationBin[]): Calibration['hosmerLemeshow'] {
  if (bins.length < 3) return notComputable('fewer than three groups of risk differ');
  if (bins.some(({ meanPredicted: p }) => p === 0 || p === 1))
    return notComputable('a group of risk has a probability of 0 or 1');
  const chisq = bins.reduce(
    (sum, { n, meanPredicted: p, observed }) => sum + (n * (observed.value - p) ** 2) / (p * (1 - p)),
    0,
  );
  const df = bins.length - 2;
  return { kind: 'computed', chisq, df, p: chiSquareAbove(chisq, df) };
}
