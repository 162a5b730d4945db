import { notComputable, notFinite, type Computable } from '../computable';
import { chiSquareAbove } from '../distributions';
import { median } from '../quantile';
import { midRanks, tieSum } from '../ranks';
import { byLabel, rowsOf } from '../survival/survivalTimes';

export interface KruskalWallis {
  readonly chisq: number;
  readonly df: number;
  readonly p: number;
  readonly groups: readonly { readonly group: string; readonly n: number; readonly median: number }[];
  /** Share of the variance of ranks that the groups explain, 0 to 1 (Tomczak and Tomczak 2014). */
  readonly epsilonSquared: number;
}

/** Kruskal and Wallis's rank test (JASA 1952;47:583), corrected for ties. */
export function kruskalWallis(
  values: readonly number[],
  group: readonly string[],
): Computable<KruskalWallis> {
  if (values.length !== group.length) return notComputable('every value needs its group');
  const reason = notFinite('the values', values);
  if (reason !== undefined) return notComputable(reason);
  const parts = byLabel(group);
  if (parts.length < 2) return notComputable('at least two groups are needed');
  const n = values.length;
  const { ranks, ties } = midRanks(values);
  const untied = 1 - tieSum(ties) / (n ** 3 - n);
  if (untied === 0) return notComputable('all values are equal');
  const squares = parts.reduce(
    (sum, [, rows]) => sum + rowsOf(ranks, rows).reduce((a, b) => a + b, 0) ** 2 / rows.length,
    0,
  );
  const chisq = ((12 * squares) / (n * (n + 1)) - 3 * (n + 1)) / untied;
  const df = parts.length - 1;
  return {
    kind: 'computed',
    chisq,
    df,
    p: chiSquareAbove(chisq, df),
    groups: parts.map(([label, rows]) => ({
      group: label,
      n: rows.length,
      median: median(rowsOf(values, rows)),
    })),
    epsilonSquared: chisq / (n - 1),
  };
}
