import { mean, notComputable, notFinite, variance, type Computable, type Estimate } from '../computable';
import { student95, studentTwoSided } from '../distributions';

export interface TTest {
  readonly t: number;
  readonly df: number;
  readonly p: number;
  /** Mean of x less mean of y (paired: mean of the differences). */
  readonly difference: Estimate;
  readonly means: readonly number[];
}

/** Student's t-test of two groups: Welch's (Biometrika 1947;34:28) unless their variances are taken as equal. */
export function tTest(
  x: readonly number[],
  y: readonly number[],
  variances: 'welch' | 'equal' = 'welch',
): Computable<TTest> {
  const reason = notFinite('the values', [...x, ...y]);
  if (reason !== undefined) return notComputable(reason);
  if (x.length < 2 || y.length < 2) return notComputable('each group needs at least two values');
  const [ofX, ofY] = [variance(x) / x.length, variance(y) / y.length];
  if (isExact(ofX + ofY, [...x, ...y])) return notComputable('the values of both groups do not vary');
  const pooledDf = x.length + y.length - 2;
  const pooled = ((x.length - 1) * variance(x) + (y.length - 1) * variance(y)) / pooledDf;
  const df =
    variances === 'equal'
      ? pooledDf
      : (ofX + ofY) ** 2 / (ofX ** 2 / (x.length - 1) + ofY ** 2 / (y.length - 1));
  const se = Math.sqrt(variances === 'equal' ? pooled * (1 / x.length + 1 / y.length) : ofX + ofY);
  const means = [mean(x), mean(y)];
  return { kind: 'computed', ...around((means[0] ?? NaN) - (means[1] ?? NaN), se, df), means };
}

/** Student's t-test of the differences x - y of pairs. */
export function pairedTTest(x: readonly number[], y: readonly number[]): Computable<TTest> {
  if (x.length !== y.length) return notComputable('both columns must be equally long');
  const reason = notFinite('the values', [...x, ...y]);
  if (reason !== undefined) return notComputable(reason);
  if (x.length < 2) return notComputable('at least two pairs are needed');
  const differences = x.map((value, k) => value - (y[k] ?? NaN));
  const ofMean = variance(differences) / x.length;
  if (isExact(ofMean, [...x, ...y])) return notComputable('all differences are equal');
  const difference = mean(differences);
  return {
    kind: 'computed',
    ...around(difference, Math.sqrt(ofMean), x.length - 1),
    means: [mean(x), mean(y)],
  };
}

function around(value: number, se: number, df: number) {
  const t = value / se;
  const width = student95(df) * se;
  return {
    t,
    df,
    p: studentTwoSided(t, df),
    difference: { value, lower: value - width, upper: value + width },
  };
}

/** A variance that is rounding only, as R refuses it: a standard error below 10 epsilon of the values. */
const isExact = (variance: number, values: readonly number[]): boolean =>
  Math.sqrt(variance) < 10 * Number.EPSILON * Math.max(...values.map(Math.abs)) || variance === 0;
