import { notComputable, type Computable } from '../computable';
import { chiSquareAbove } from '../distributions';
import { dot, inverse, part, times, zeros } from '../matrix.kernel';
import { byLabel, eventCount, rowsOf, survivalProblem, type SurvivalTimes } from './survivalTimes';

export type LogRank = Computable<{
  readonly groups: readonly {
    readonly group: string;
    readonly n: number;
    readonly observed: number;
    readonly expected: number;
  }[];
  readonly chisq: number;
  readonly df: number;
  readonly p: number;
}>;

/**
 * The log-rank test (Mantel 1966; Peto and Peto 1972) with the hypergeometric variance.
 * @param strata the groups are compared within each stratum and the comparisons added
 */
export function logRank(rows: SurvivalTimes, group: readonly string[], strata?: readonly string[]): LogRank {
  const problem = survivalProblem(rows) ?? logRankProblem(rows, group, strata);
  if (problem !== undefined) return notComputable(problem);
  const labels = byLabel(group).map(([label]) => label);
  const sums = { expected: new Float64Array(labels.length), covariance: zeros(labels.length) };
  const parts = byLabel(strata ?? group.map(() => ''));
  for (const [, indices] of parts) addStratum(rows, group, labels, indices, sums);
  const observed = labels.map(label => eventCount(withLabel(rows, group, label)));
  const compared = Array.from(sums.expected.keys()).filter(k => (sums.expected[k] ?? 0) > 0);
  const test = chiSquare(observed, sums, compared);
  if (!test) return notComputable('no event happened while patients of two groups were under observation');
  const n = (label: string) => group.filter(other => other === label).length;
  return {
    kind: 'computed',
    groups: labels.map((label, k) => ({
      group: label,
      n: n(label),
      observed: observed[k] ?? 0,
      expected: sums.expected[k] ?? 0,
    })),
    ...test,
  };
}

function logRankProblem(
  rows: SurvivalTimes,
  group: readonly string[],
  strata?: readonly string[],
): string | undefined {
  if (group.length !== rows.time.length || (strata && strata.length !== group.length))
    return 'every row needs its group';
  if (new Set(group).size < 2) return 'at least two groups are needed';
  if (eventCount(rows) === 0) return 'no row has an event';
  return undefined;
}

interface Sums {
  readonly expected: Float64Array;
  readonly covariance: { readonly size: number; readonly values: Float64Array };
}

/** Walks from the longest time down, so that those at risk only grow. */
function addStratum(
  { time, hasEvent }: SurvivalTimes,
  group: readonly string[],
  labels: readonly string[],
  indices: readonly number[],
  sums: Sums,
): void {
  const at = new Map(labels.map((label, k) => [label, k]));
  const timeOf = (row: number | undefined) => time[row ?? -1] ?? NaN;
  const order = indices.toSorted((a, b) => timeOf(b) - timeOf(a));
  const atRisk = new Float64Array(labels.length);
  for (let from = 0; from < order.length;) {
    let to = from;
    let deaths = 0;
    for (; to < order.length && timeOf(order[to]) === timeOf(order[from]); to++) {
      const row = order[to] ?? -1;
      const k = at.get(group[row] ?? '') ?? 0;
      atRisk[k] = (atRisk[k] ?? 0) + 1;
      if (hasEvent[row] === true) deaths++;
    }
    if (deaths > 0) addEventTime(atRisk, to, deaths, sums);
    from = to;
  }
}

function addEventTime(atRisk: Float64Array, n: number, deaths: number, { expected, covariance }: Sums): void {
  const ofVariance = n === 1 ? 0 : (deaths * (n - deaths)) / (n - 1);
  const share = atRisk.map(count => count / n);
  share.forEach((p, k) => {
    expected[k] = (expected[k] ?? 0) + deaths * p;
    share.forEach((q, l) => {
      const cell = k * covariance.size + l;
      covariance.values[cell] = (covariance.values[cell] ?? 0) + ofVariance * p * ((k === l ? 1 : 0) - q);
    });
  });
}

/** One group less than there are: the last one's surplus is that of the others. */
function chiSquare(observed: readonly number[], { expected, covariance }: Sums, compared: readonly number[]) {
  const kept = compared.slice(0, -1);
  if (kept.length === 0) return undefined;
  const inverted = inverse(part(covariance, kept));
  if ('dependent' in inverted) return undefined;
  const surplus = Float64Array.from(kept, k => (observed[k] ?? 0) - (expected[k] ?? 0));
  const chisq = dot(surplus, times(inverted, surplus));
  return { chisq, df: kept.length, p: chiSquareAbove(chisq, kept.length) };
}

const withLabel = (rows: SurvivalTimes, group: readonly string[], label: string): SurvivalTimes => {
  const indices = group.flatMap((other, row) => (other === label ? [row] : []));
  return { time: rowsOf(rows.time, indices), hasEvent: rowsOf(rows.hasEvent, indices) };
};
