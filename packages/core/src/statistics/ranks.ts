/** Ranks from 1; equal values share the mean of theirs. */
export interface Ranks {
  readonly ranks: readonly number[];
  /** How many values each group of equal ones holds, groups of one left out. */
  readonly ties: readonly number[];
}

export function midRanks(values: readonly number[]): Ranks {
  const order = Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  const ties: number[] = [];
  for (let from = 0; from < order.length;) {
    const value = values[order[from] ?? 0];
    let to = from + 1;
    while (to < order.length && values[order[to] ?? 0] === value) to++;
    for (const index of order.slice(from, to)) ranks[index] = (from + 1 + to) / 2;
    if (to - from > 1) ties.push(to - from);
    from = to;
  }
  return { ranks, ties };
}

/** Sum of t^3 - t over the groups of ties: what rank tests take off their variance. */
export const tieSum = (ties: readonly number[]): number => ties.reduce((sum, t) => sum + t ** 3 - t, 0);
