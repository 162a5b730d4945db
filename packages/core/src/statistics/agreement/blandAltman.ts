import { mean, notComputable, notFinite, variance, type Computable, type Estimate } from '../computable';
import { pearson, type Correlation } from '../correlation';
import { student95 } from '../distributions';

export interface BlandAltman {
  readonly n: number;
  /** Mean of a - b. */
  readonly bias: Estimate;
  readonly sd: number;
  /** Bias -+ 1.96 standard deviations. */
  readonly lowerLimit: Estimate;
  readonly upperLimit: Estimate;
  /** Of the differences with the means: away from 0 the bias grows with the size of what is measured. */
  readonly trend: Computable<Correlation>;
}

/** Differences of two methods against their means with limits of agreement (Bland and Altman, Lancet 1986;327:307). */
export function blandAltman(a: readonly number[], b: readonly number[]): Computable<BlandAltman> {
  if (a.length !== b.length) return notComputable('both columns must be equally long');
  const reason = notFinite('the values', [...a, ...b]);
  if (reason !== undefined) return notComputable(reason);
  if (a.length < 3) return notComputable('at least three pairs are needed');
  const differences = a.map((value, k) => value - (b[k] ?? NaN));
  const n = a.length;
  const [bias, sd] = [mean(differences), Math.sqrt(variance(differences))];
  // Standard errors of the mean and, approximately, of the limits: Bland and Altman, Stat Methods Med Res 1999;8:135.
  const [ofBias, ofLimit] = [sd / Math.sqrt(n), sd * Math.sqrt(1 / n + LIMIT ** 2 / (2 * (n - 1)))];
  const t = student95(n - 1);
  const around = (value: number, se: number): Estimate => ({
    value,
    lower: value - t * se,
    upper: value + t * se,
  });
  return {
    kind: 'computed',
    n,
    bias: around(bias, ofBias),
    sd,
    lowerLimit: around(bias - LIMIT * sd, ofLimit),
    upperLimit: around(bias + LIMIT * sd, ofLimit),
    trend: pearson(
      differences,
      a.map((value, k) => (value + (b[k] ?? NaN)) / 2),
    ),
  };
}

/** The authors' 1.96. */
const LIMIT = 1.96;
