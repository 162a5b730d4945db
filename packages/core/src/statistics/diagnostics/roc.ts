import { notComputable, notFinite, Z95, type Computable, type Estimate } from '../computable';
import { normalTwoSided } from '../distributions';
import { midRanks } from '../ranks';

/** One point of the curve: who scores at least the threshold counts as positive. */
export interface RocPoint {
  readonly threshold: number;
  readonly sensitivity: number;
  readonly specificity: number;
}

export interface Roc {
  readonly positives: number;
  readonly negatives: number;
  /** Area under the curve with DeLong's interval, cut off at 0 and 1. */
  readonly auc: Estimate;
  readonly se: number;
  /** Of an area of 0.5, two-sided. */
  readonly p: number | undefined;
  /** From everybody positive to nobody; thresholds lie midway between scores, the ends are infinite. */
  readonly points: readonly RocPoint[];
  /** The point or points with the greatest sensitivity + specificity - 1 (Youden, Cancer 1950;3:32). */
  readonly youden: readonly RocPoint[];
}

/** Receiver operating characteristic of a score that is higher in positives (DeLong, Biometrics 1988;44:837). */
export function roc(score: readonly number[], isPositive: readonly boolean[]): Computable<Roc> {
  const reason = rocProblem(score, isPositive);
  if (reason !== undefined) return notComputable(reason);
  const { value, lower, upper, se } = areaUnderCurve(score, isPositive);
  const points = rocPoints(score, isPositive);
  const index = ({ sensitivity, specificity }: RocPoint) => sensitivity + specificity - 1;
  const best = Math.max(...points.map(index));
  const positives = isPositive.filter(Boolean).length;
  return {
    kind: 'computed',
    positives,
    negatives: score.length - positives,
    auc: { value, lower, upper },
    se,
    p: se > 0 ? normalTwoSided((value - 0.5) / se) : undefined,
    points,
    // Ours: indices closer than this differ by rounding only.
    youden: points.filter(point => index(point) > best - 1e-12),
  };
}

export type RocComparison = Computable<{
  readonly aucs: readonly [Estimate, Estimate];
  /** First area less second. */
  readonly difference: Estimate;
  readonly z: number;
  readonly p: number;
}>;

/** DeLong's test of two scores of the same patients. */
export function compareRocs(
  a: readonly number[],
  b: readonly number[],
  isPositive: readonly boolean[],
): RocComparison {
  const reason = rocProblem(a, isPositive) ?? rocProblem(b, isPositive);
  if (reason !== undefined) return notComputable(reason);
  const [ofA, ofB] = [components(a, isPositive), components(b, isPositive)];
  const variance = varianceOf(ofA, ofA) + varianceOf(ofB, ofB) - 2 * varianceOf(ofA, ofB);
  if (variance <= 1e-16) return notComputable('the two scores order the patients alike');
  const value = ofA.area - ofB.area;
  const se = Math.sqrt(variance);
  return {
    kind: 'computed',
    aucs: [areaUnderCurve(a, isPositive), areaUnderCurve(b, isPositive)],
    difference: { value, lower: value - Z95 * se, upper: value + Z95 * se },
    z: value / se,
    p: normalTwoSided(value / se),
  };
}

/** Both groups have rows. A group of one row has no variance: its share of the interval counts as 0. */
export function areaUnderCurve(
  score: readonly number[],
  isPositive: readonly boolean[],
): Estimate & { readonly se: number } {
  const own = components(score, isPositive);
  const se = Math.sqrt(Math.max(0, varianceOf(own, own)));
  const { area: value } = own;
  return { value, se, lower: Math.max(0, value - Z95 * se), upper: Math.min(1, value + Z95 * se) };
}

function rocProblem(score: readonly number[], isPositive: readonly boolean[]): string | undefined {
  if (score.length !== isPositive.length) return 'every row needs its score and its label';
  const positives = isPositive.filter(Boolean).length;
  if (positives < 2 || score.length - positives < 2)
    return 'at least two positives and two negatives are needed';
  return notFinite('the score', score);
}

/** For each patient the share of the other group that is ordered rightly: DeLong's structural components. */
interface Components {
  readonly area: number;
  readonly ofPositives: readonly number[];
  readonly ofNegatives: readonly number[];
}

/** From ranks, in n log n steps (Sun and Xu, IEEE Signal Processing Letters 2014;21:1389). */
function components(score: readonly number[], isPositive: readonly boolean[]): Components {
  const { ranks } = midRanks(score);
  const split = <T>(values: readonly T[], wanted: boolean) =>
    values.filter((_, k) => isPositive[k] === wanted);
  const [positives, negatives] = [split(score, true), split(score, false)];
  const [among, amongNegatives] = [midRanks(positives).ranks, midRanks(negatives).ranks];
  const ofPositives = split(ranks, true).map((rank, k) => (rank - (among[k] ?? 0)) / negatives.length);
  const ofNegatives = split(ranks, false).map(
    (rank, k) => 1 - (rank - (amongNegatives[k] ?? 0)) / positives.length,
  );
  const area = ofPositives.reduce((sum, value) => sum + value, 0) / positives.length;
  return { area, ofPositives, ofNegatives };
}

function varianceOf(a: Components, b: Components): number {
  const covariance = (x: readonly number[], y: readonly number[]) =>
    x.length < 2
      ? 0
      : x.reduce((sum, value, k) => sum + (value - a.area) * ((y[k] ?? 0) - b.area), 0) / (x.length - 1);
  return (
    covariance(a.ofPositives, b.ofPositives) / a.ofPositives.length +
    covariance(a.ofNegatives, b.ofNegatives) / a.ofNegatives.length
  );
}

function rocPoints(score: readonly number[], isPositive: readonly boolean[]): RocPoint[] {
  const order = Array.from(score.keys()).sort((a, b) => (score[a] ?? 0) - (score[b] ?? 0));
  const positives = isPositive.filter(Boolean).length;
  const negatives = score.length - positives;
  let [below, negativesBelow] = [0, 0];
  const points: RocPoint[] = [{ threshold: -Infinity, sensitivity: 1, specificity: 0 }];
  order.forEach((row, k) => {
    if (isPositive[row] === true) below++;
    else negativesBelow++;
    const [value, next] = [score[row] ?? NaN, score[order[k + 1] ?? -1] ?? Infinity];
    if (next === value) return;
    const threshold = next === Infinity ? Infinity : (value + next) / 2;
    points.push({ threshold, sensitivity: 1 - below / positives, specificity: negativesBelow / negatives });
  });
  return points;
}
