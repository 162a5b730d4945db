import { ascending } from './quantile';

/**
 * Percentile of values in a reference distribution: 100 times the share of reference values that are at most as great (the
 * empirical distribution function, R's `ecdf`). A value below all has 0, one that is not below the greatest has 100.
 * @param reference at least one finite number
 */
export function percentileRanks(reference: readonly number[], values: readonly number[]): number[] {
  const sorted = ascending(reference);
  return values.map(value => (100 * atMost(sorted, value)) / sorted.length);
}

function atMost(sorted: readonly number[], value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? NaN) <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
