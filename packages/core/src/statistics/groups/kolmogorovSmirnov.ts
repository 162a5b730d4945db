import { mean, notComputable, notFinite, variance, type Computable } from '../computable';
import { normalBelow } from '../distributions';
import { ascending } from '../quantile';

export interface KolmogorovSmirnov {
  /** The largest distance between the two cumulative distributions. */
  readonly d: number;
  readonly p: number;
  readonly isExact: boolean;
}

/** Below so many pairs the exact distribution is counted, as in R. */
const MOST_EXACT = 10_000;

/** Kolmogorov-Smirnov's test that two samples come from one distribution; exact also with ties, as R's since 4.2. */
export function kolmogorovSmirnov(x: readonly number[], y: readonly number[]): Computable<KolmogorovSmirnov> {
  if (x.length === 0 || y.length === 0) return notComputable('one of the groups is empty');
  const reason = notFinite('the values', [...x, ...y]);
  if (reason !== undefined) return notComputable(reason);
  const [m, n] = [x.length, y.length];
  const { distance, blockEnds } = largestDistance(x, y);
  const isExact = m * n < MOST_EXACT;
  const p = isExact
    ? exactP(distance, m, n, blockEnds)
    : limitP(Math.sqrt((m * n) / (m + n)) * (distance / (m * n)));
  return { kind: 'computed', d: distance / (m * n), p, isExact };
}

/** The distance in units of 1 / (m n), a whole number, and after which values of both samples together it is looked at. */
function largestDistance(x: readonly number[], y: readonly number[]) {
  const [m, n] = [x.length, y.length];
  const all = [...x.map(value => ({ value, step: n })), ...y.map(value => ({ value, step: -m }))];
  all.sort((a, b) => a.value - b.value);
  let [at, distance] = [0, 0];
  const blockEnds = new Uint8Array(m + n + 1);
  all.forEach(({ value, step }, k) => {
    at += step;
    if (all[k + 1]?.value === value) return;
    blockEnds[k + 1] = 1;
    distance = Math.max(distance, Math.abs(at));
  });
  return { distance, blockEnds };
}

/** The share of all orders of the two samples whose path strays at least so far; small shares keep their digits. */
function exactP(distance: number, m: number, n: number, blockEnds: Uint8Array): number {
  const strays = (i: number, j: number) => blockEnds[i + j] === 1 && Math.abs(i * n - j * m) >= distance;
  const share = new Float64Array(n + 1);
  for (let i = 0; i <= m; i++)
    for (let j = 0; j <= n; j++) {
      if (i + j === 0) continue;
      const [fromX, fromY] = [i === 0 ? 0 : (share[j] ?? 0), j === 0 ? 0 : (share[j - 1] ?? 0)];
      share[j] = strays(i, j) ? 1 : (i * fromX + j * fromY) / (i + j);
    }
  return share[n] ?? NaN;
}

/** P(K >= z) of Kolmogorov's limiting distribution (1933). */
function limitP(z: number): number {
  if (z < 0.2) return 1;
  let p = 0;
  for (let k = 1; k <= 100; k++) p += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * z * z);
  return Math.min(1, Math.max(0, p));
}

/**
 * Lilliefors's test of normality: Kolmogorov-Smirnov's distance from the normal distribution with the sample's own mean
 * and standard deviation. p by Dallal and Wilkinson (The American Statistician 1986;40:294), above 0.1 by the polynomials
 * of Stephens's modified statistic (JASA 1974;69:730).
 */
export function lilliefors(
  values: readonly number[],
): Computable<{ readonly d: number; readonly p: number }> {
  const reason = notFinite('the values', values);
  if (reason !== undefined) return notComputable(reason);
  const n = values.length;
  if (n < 5) return notComputable('at least five values are needed');
  const spread = Math.sqrt(variance(values));
  if (spread === 0) return notComputable('all values are equal');
  const centre = mean(values);
  const below = ascending(values).map(value => normalBelow((value - centre) / spread));
  const d = Math.max(...below.map((share, k) => Math.max((k + 1) / n - share, share - k / n)));
  return { kind: 'computed', d, p: lillieforsP(d, n) };
}

function lillieforsP(d: number, n: number): number {
  const [distance, size] = n <= 100 ? [d, n] : [d * (n / 100) ** 0.49, 100];
  const p = Math.exp(
    -7.01256 * distance ** 2 * (size + 2.78019) +
      2.99587 * distance * Math.sqrt(size + 2.78019) -
      0.122119 +
      0.974598 / Math.sqrt(size) +
      1.67997 / size,
  );
  if (p <= 0.1) return p;
  const modified = (Math.sqrt(n) - 0.01 + 0.85 / Math.sqrt(n)) * d;
  if (modified <= 0.302) return 1;
  const [, coefficients] = STEPHENS.find(([upTo]) => modified <= upTo) ?? [0, [0]];
  return coefficients.reduceRight<number>((sum, coefficient) => sum * modified + coefficient, 0);
}

/** Polynomials in the modified statistic up to each bound, lowest power first. */
const STEPHENS: readonly (readonly [upTo: number, coefficients: readonly number[]])[] = [
  [0.5, [2.76773, -19.828315, 80.709644, -138.55152, 81.218052]],
  [0.9, [-4.901232, 40.662806, -97.490286, 94.029866, -32.355711]],
  [1.31, [6.198765, -19.558097, 23.186922, -12.234627, 2.423045]],
];
