import { mean, notComputable, notFinite, sum, Z95, type Computable, type Estimate } from './computable';
import { studentTwoSided } from './distributions';
import { midRanks } from './ranks';
import { spearmanP } from './spearmanP';

export interface Correlation extends Estimate {
  readonly n: number;
  /** Of no correlation, two-sided. */
  readonly p: number;
}

/** Pearson's r; interval by Fisher's transformation (1921), p by Student's t with n - 2 degrees of freedom. */
export function pearson(x: readonly number[], y: readonly number[]): Computable<Correlation> {
  const reason = correlationProblem(x, y);
  if (reason !== undefined) return notComputable(reason);
  const value = productMoment(x, y);
  return { kind: 'computed', n: x.length, ...fisher(value, x.length), p: tTestP(value, x.length) };
}

/**
 * Spearman's rho of mid-ranks; interval by Fisher's transformation with 1 / sqrt(n - 3). p as in R: of the exact
 * distribution (a series beyond 9 pairs) where no value repeats, else by Student's t.
 */
export function spearman(x: readonly number[], y: readonly number[]): Computable<Correlation> {
  const reason = correlationProblem(x, y);
  if (reason !== undefined) return notComputable(reason);
  const [ofX, ofY] = [midRanks(x), midRanks(y)];
  const n = x.length;
  const value = productMoment(ofX.ranks, ofY.ranks);
  const isExact = ofX.ties.length === 0 && ofY.ties.length === 0 && n <= MOST_EXACT;
  const ofOrders = isExact ? spearmanP(value, n) : 0;
  // Far out the series falls to 0, where R prints 0: no p of a sample is 0.
  const p = ofOrders > SERIES_FAILS ? ofOrders : tTestP(value, n);
  return { kind: 'computed', n, ...fisher(value, n), p };
}

/** Ours: R's own values are met down to here. */
const SERIES_FAILS = 1e-12;

/** As R: beyond this many pairs Student's t is as good. */
const MOST_EXACT = 1290;

function correlationProblem(x: readonly number[], y: readonly number[]): string | undefined {
  if (x.length !== y.length) return 'both columns must be equally long';
  if (x.length < 4) return 'at least four pairs are needed';
  const reason = notFinite('a column', [...x, ...y]);
  if (reason !== undefined) return reason;
  const isConstant = (values: readonly number[]) => values.every(value => value === values[0]);
  return isConstant(x) || isConstant(y) ? 'one of the columns does not vary' : undefined;
}

function productMoment(x: readonly number[], y: readonly number[]): number {
  const [centreX, centreY] = [mean(x), mean(y)];
  const [dx, dy] = [x.map(value => value - centreX), y.map(value => value - centreY)];
  const products = (a: readonly number[], b: readonly number[]) =>
    sum(a.map((value, k) => value * (b[k] ?? 0)));
  const r = products(dx, dy) / Math.sqrt(products(dx, dx) * products(dy, dy));
  return Math.max(-1, Math.min(1, r));
}

function fisher(value: number, n: number): Estimate {
  const width = Z95 / Math.sqrt(n - 3);
  if (Math.abs(value) === 1) return { value, lower: value, upper: value };
  const z = Math.atanh(value);
  return { value, lower: Math.tanh(z - width), upper: Math.tanh(z + width) };
}

function tTestP(value: number, n: number): number {
  const df = n - 2;
  return studentTwoSided(value * Math.sqrt(df / Math.max(0, 1 - value * value)), df);
}
