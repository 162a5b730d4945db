import { fQuantile } from './fQuantile';

/** An intraclass correlation of single ratings with its 95 % interval. */
export interface IntraclassCorrelation {
  readonly value: number;
  readonly lower: number;
  readonly upper: number;
}

/** Both kinds for one table of ratings, or why there is none. */
export type IccResult =
  | {
      readonly kind: 'computed';
      readonly subjects: number;
      readonly raters: number;
      /** Two-way random effects, absolute agreement: raters stand for all raters, a constant shift counts as error. */
      readonly icc21: IntraclassCorrelation;
      /** Two-way mixed effects, consistency: these very raters, a constant shift between them does not count. */
      readonly icc31: IntraclassCorrelation;
    }
  | { readonly kind: 'not computable'; readonly reason: string };

/**
 * ICC(2,1) and ICC(3,1) with 95 % intervals (Shrout and Fleiss, Psychological Bulletin 1979; interval of ICC(2,1) by
 * the approximation of Satterthwaite given there).
 * @param ratings one row a subject, one column a rater, every cell a finite number
 */
export function intraclassCorrelations(ratings: readonly (readonly number[])[]): IccResult {
  const raters = ratings[0]?.length ?? 0;
  const reason = notComputable(ratings, raters);
  if (reason !== undefined) return { kind: 'not computable', reason };
  const anova = twoWayMeanSquares(ratings, raters);
  if (anova.subjects <= 0)
    return { kind: 'not computable', reason: 'the subjects do not differ from each other' };
  return { kind: 'computed', subjects: ratings.length, raters, icc21: icc21(anova), icc31: icc31(anova) };
}

function notComputable(ratings: readonly (readonly number[])[], raters: number): string | undefined {
  if (raters < 2) return 'at least two raters are needed';
  if (ratings.length < 2) return 'at least two subjects are needed';
  if (ratings.some(row => row.length !== raters || !row.every(Number.isFinite)))
    return 'every rater must have rated every subject';
  return undefined;
}

/** Mean squares of the two-way analysis of variance without repeats. */
interface MeanSquares {
  readonly n: number;
  readonly k: number;
  readonly subjects: number;
  readonly raters: number;
  readonly error: number;
}

/** Ours: of the total a sum of squares below this is rounding and counts as 0. */
const ROUNDING = 1e-14;
/** Ours: so are differences below this part of the greatest value; of constant ratings the total itself is rounding. */
const ROUNDING_OF_VALUE = 1e-12;

function twoWayMeanSquares(ratings: readonly (readonly number[])[], k: number): MeanSquares {
  const n = ratings.length;
  const grand = mean(ratings.map(mean));
  const centred = ratings.map(row => row.map(value => value - grand));
  const rows = centred.map(mean);
  const columns = Array.from({ length: k }, (_, rater) => mean(centred.map(row => row[rater] ?? NaN)));
  const total = sumOfSquares(centred.flat());
  const greatest = ratings.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const least = Math.max(ROUNDING * total, n * k * (ROUNDING_OF_VALUE * greatest) ** 2);
  const exact = (squares: number) => (squares <= least ? 0 : squares);
  const residuals = centred.flatMap((row, subject) =>
    row.map((value, rater) => value - (rows[subject] ?? NaN) - (columns[rater] ?? NaN)),
  );
  return {
    n,
    k,
    subjects: exact(k * sumOfSquares(rows)) / (n - 1),
    raters: exact(n * sumOfSquares(columns)) / (k - 1),
    error: exact(sumOfSquares(residuals)) / ((n - 1) * (k - 1)),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, v) => sum + v, 0) / values.length;

const sumOfSquares = (values: readonly number[]): number => values.reduce((sum, v) => sum + v * v, 0);

const UPPER_TAIL = 0.975;

function icc31({ n, k, subjects, error }: MeanSquares): IntraclassCorrelation {
  if (error === 0) return { value: 1, lower: 1, upper: 1 };
  const f = subjects / error;
  const [df1, df2] = [n - 1, (n - 1) * (k - 1)];
  const low = f / fQuantile(UPPER_TAIL, df1, df2);
  const high = f * fQuantile(UPPER_TAIL, df2, df1);
  return {
    value: (f - 1) / (f + k - 1),
    lower: (low - 1) / (low + k - 1),
    upper: (high - 1) / (high + k - 1),
  };
}

function icc21(anova: MeanSquares): IntraclassCorrelation {
  const { n, k, subjects, raters, error } = anova;
  if (error === 0 && raters === 0) return { value: 1, lower: 1, upper: 1 };
  const value = (subjects - error) / (subjects + (k - 1) * error + (k * (raters - error)) / n);
  const df = satterthwaite(anova, value);
  const low = fQuantile(UPPER_TAIL, n - 1, df);
  const high = fQuantile(UPPER_TAIL, df, n - 1);
  const spread = k * raters + (k * n - k - n) * error;
  return {
    value,
    lower: (n * (subjects - low * error)) / (low * spread + n * subjects),
    upper: (n * (high * subjects - error)) / (spread + n * high * subjects),
  };
}

/**
 * Degrees of freedom of the combined error of ICC(2,1), Shrout and Fleiss 1979, appendix; written without their F of
 * the raters, which is infinite when the error is 0.
 */
function satterthwaite({ n, k, raters, error }: MeanSquares, icc: number): number {
  const ofRaters = k * icc * raters;
  const ofError = (n * (1 + (k - 1) * icc) - k * icc) * error;
  const combined = (ofRaters + ofError) ** 2;
  return ((n - 1) * (k - 1) * combined) / ((n - 1) * ofRaters ** 2 + ofError ** 2);
}
