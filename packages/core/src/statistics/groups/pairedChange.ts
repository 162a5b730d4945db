import { notComputable, type Computable } from '../computable';
import { normalTwoSided } from '../distributions';
import { median } from '../quantile';
import { midRanks, tieSum } from '../ranks';
import { pairedTTest, type TTest } from './tTest';

/** What changed between two measurements of the same patients. */
export interface PairedChange {
  readonly n: number;
  readonly rose: number;
  readonly fell: number;
  readonly unchanged: number;
  readonly medianChange: number;
  /** Mean of later - earlier with its interval, and Student's test. */
  readonly t: Computable<TTest>;
  readonly signedRank: Computable<SignedRank>;
}

export interface SignedRank {
  /** Sum of the ranks of the patients who rose: what R prints as V. */
  readonly v: number;
  readonly p: number;
  readonly isExact: boolean;
}

export function pairedChange(earlier: readonly number[], later: readonly number[]): Computable<PairedChange> {
  if (earlier.length !== later.length) return notComputable('both columns must be equally long');
  if (earlier.length === 0) return notComputable('there are no pairs');
  if (![...earlier, ...later].every(Number.isFinite))
    return notComputable('the values hold values that are no numbers');
  const changes = later.map((value, k) => value - (earlier[k] ?? NaN));
  return {
    kind: 'computed',
    n: changes.length,
    rose: changes.filter(change => change > 0).length,
    fell: changes.filter(change => change < 0).length,
    unchanged: changes.filter(change => change === 0).length,
    medianChange: median(changes),
    t: pairedTTest(later, earlier),
    signedRank: signedRank(changes),
  };
}

/** Wilcoxon's signed rank test (1945), p as R's wilcox.test gives it: pairs without a change are left out. */
export function signedRank(changes: readonly number[]): Computable<SignedRank> {
  const moved = changes.filter(change => change !== 0);
  const n = moved.length;
  if (n === 0) return notComputable('no pair changed');
  const { ranks, ties } = midRanks(moved.map(Math.abs));
  const v = ranks.reduce((sum, rank, k) => sum + ((moved[k] ?? 0) > 0 ? rank : 0), 0);
  const isExact = n < 50 && ties.length === 0 && n === changes.length;
  if (isExact) return { kind: 'computed', v, p: exactP(v, n), isExact };
  const centred = v - (n * (n + 1)) / 4;
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - tieSum(ties) / 48;
  const z = (Math.abs(centred) - Math.min(0.5, Math.abs(centred))) / Math.sqrt(variance);
  return { kind: 'computed', v, p: normalTwoSided(z), isExact };
}

/** Of the 2^n choices of ranks that rise, twice the share at least so far out. */
function exactP(v: number, n: number): number {
  const most = (n * (n + 1)) / 2;
  const counts = new Float64Array(most + 1);
  counts[0] = 1;
  for (let rank = 1; rank <= n; rank++)
    for (let sum = most; sum >= rank; sum--) counts[sum] = (counts[sum] ?? 0) + (counts[sum - rank] ?? 0);
  const reached = counts.slice(0, Math.min(v, most - v) + 1).reduce((a, b) => a + b, 0);
  return Math.min(1, (2 * reached) / 2 ** n);
}
