import { notComputable, notFinite, type Computable, type Estimate } from '../computable';
import { normalTwoSided } from '../distributions';
import { areaUnderCurve } from '../diagnostics/roc';
import { midRanks, tieSum } from '../ranks';

export interface MannWhitney {
  readonly n: { readonly x: number; readonly y: number };
  /** Pairs in which x is larger, equal ones half: what R prints as W. */
  readonly w: number;
  readonly p: number;
  /** Whether p is of the exact distribution: both groups below 50 and no value twice, as in R. */
  readonly isExact: boolean;
  /** The share of pairs in which x is larger (equal ones half) with DeLong's interval. */
  readonly superiority: Estimate;
}

/** Mann-Whitney's U test, the rank sum test of Wilcoxon; p as R's wilcox.test gives it (continuity correction). */
export function mannWhitney(x: readonly number[], y: readonly number[]): Computable<MannWhitney> {
  if (x.length === 0 || y.length === 0) return notComputable('one of the groups is empty');
  const reason = notFinite('the values', [...x, ...y]);
  if (reason !== undefined) return notComputable(reason);
  const { ranks, ties } = midRanks([...x, ...y]);
  const [m, n] = [x.length, y.length];
  if (ties[0] === m + n) return notComputable('all values are equal');
  const w = ranks.slice(0, m).reduce((sum, rank) => sum + rank, 0) - (m * (m + 1)) / 2;
  const isExact = m < 50 && n < 50 && ties.length === 0;
  const p = isExact ? exactP(w, m, n) : normalP(w, m, n, ties);
  const isX = [...x.map(() => true), ...y.map(() => false)];
  const { value, lower, upper } = areaUnderCurve([...x, ...y], isX);
  return { kind: 'computed', n: { x: m, y: n }, w, p, isExact, superiority: { value, lower, upper } };
}

/** With both groups of one row and no variance the interval is undefined: R's correction for ties and continuity. */
function normalP(w: number, m: number, n: number, ties: readonly number[]): number {
  const centred = w - (m * n) / 2;
  const all = m + n;
  const variance = ((m * n) / 12) * (all + 1 - tieSum(ties) / (all * (all - 1)));
  return normalTwoSided((Math.abs(centred) - Math.min(0.5, Math.abs(centred))) / Math.sqrt(variance));
}

function exactP(w: number, m: number, n: number): number {
  const counts = orders(m, n);
  const smaller = Math.min(w, m * n - w);
  const [reached, all] = [counts.slice(0, smaller + 1), counts].map(part => part.reduce((a, b) => a + b, 0));
  return Math.min(1, (2 * (reached ?? 0)) / (all ?? 1));
}

/** In how many orders of m and n values U takes each of its values 0 ... m n (Mann and Whitney 1947). */
function orders(m: number, n: number): Float64Array {
  const counts = new Float64Array(m * n + 1);
  counts[0] = 1;
  // The generating function: the product of (1 - q^(n + k)) / (1 - q^k) over k = 1 ... m.
  for (let k = 1; k <= m; k++) {
    for (let u = m * n; u >= n + k; u--) counts[u] = (counts[u] ?? 0) - (counts[u - n - k] ?? 0);
    for (let u = k; u <= m * n; u++) counts[u] = (counts[u] ?? 0) + (counts[u - k] ?? 0);
  }
  return counts;
}
