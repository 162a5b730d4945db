/** Rows from the longest time to the shortest; at one time those censored come first. */
export interface ConcordanceOrder {
  /** Row of the table at each place. */
  readonly row: Uint32Array;
  /** Rank of the risk from 1, equal risks share one. */
  readonly rank: Uint32Array;
  readonly event: Uint8Array;
  /** At an event: the place behind the last row with its time. */
  readonly blockEnd: Uint32Array;
  readonly ranks: number;
}

/** Pairs in which one patient is known to have had the event before the other. */
export interface ConcordantPairs {
  readonly concordant: number;
  readonly discordant: number;
  readonly tiedRisk: number;
}

/**
 * Counts in n log n steps with a tree of cumulative counts (Fenwick 1994).
 * @param weight how often each row of the table counts. @param tree at least ranks + 1 long, is overwritten.
 */
export function concordantPairs(
  { row, rank, event, blockEnd, ranks }: ConcordanceOrder,
  weight: Float64Array,
  tree: Float64Array,
): ConcordantPairs {
  if (tree.length <= ranks || rank.length !== row.length || event.length !== row.length)
    throw new RangeError('the order of the rows and the tree do not fit together');
  let [concordant, discordant, tiedRisk, inTree] = [0, 0, 0, 0];
  tree.fill(0);
  const below = (to: number): number => {
    let count = 0;
    for (let node = to; node > 0; node -= node & -node) count += tree[node]!;
    return count;
  };
  const insert = (at: number): void => {
    const count = weight[row[at]!]!;
    if (count === 0) return;
    inTree += count;
    for (let node = rank[at]!; node <= ranks; node += node & -node) tree[node]! += count;
  };
  for (let at = 0; at < row.length;) {
    if (event[at] === 0) {
      insert(at++);
      continue;
    }
    const end = blockEnd[at]!;
    for (let one = at; one < end; one++) {
      const count = weight[row[one]!]!;
      if (count === 0) continue;
      const lower = below(rank[one]! - 1);
      const upTo = below(rank[one]!);
      concordant += count * lower;
      tiedRisk += count * (upTo - lower);
      discordant += count * (inTree - upTo);
    }
    for (; at < end; at++) insert(at);
  }
  return { concordant, discordant, tiedRisk };
}
