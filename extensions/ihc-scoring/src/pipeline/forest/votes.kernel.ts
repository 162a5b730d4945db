import type { Forest } from './forest';

/** A forest in typed arrays: the trees' nodes one after the other. */
export interface ForestTables {
  readonly classes: number;
  readonly roots: Int32Array;
  readonly feature: Int32Array;
  readonly threshold: Float32Array;
  readonly next: Int32Array;
  readonly votes: Int32Array;
}

export function forestTables({ classes, trees }: Forest): ForestTables {
  const nodes = trees.reduce((sum, tree) => sum + tree.feature.length, 0);
  const votes = Int32Array.from(trees.flatMap(tree => tree.votes));
  const tables = {
    classes,
    roots: new Int32Array(trees.length),
    feature: new Int32Array(nodes),
    threshold: new Float32Array(nodes),
    next: new Int32Array(nodes),
    votes,
  };
  let node = 0;
  let leaf = 0;
  trees.forEach((tree, index) => {
    tables.roots[index] = node;
    const leaves = tree.votes.length / classes;
    tree.feature.forEach((feature, k) => {
      tables.feature[node + k] = feature;
      tables.threshold[node + k] = tree.threshold[k]!;
      tables.next[node + k] = tree.next[k]! + (feature < 0 ? leaf : node);
    });
    node += tree.feature.length;
    leaf += leaves;
  });
  return tables;
}

/**
 * The sum of all trees' votes for each of `count` things.
 * @param planes One plane a feature, one after the other: the value of feature f of thing i stands at f * count + i.
 * @param out classes * count sums, one plane a class. Whole numbers.
 */
export function forestVotes(
  tables: ForestTables,
  planes: Float32Array,
  count: number,
  out: Float32Array,
): void {
  const { classes, roots } = tables;
  out.fill(0, 0, classes * count);
  // Block by block and tree by tree: values, votes and the nodes of a tree stay in the nearest memory.
  for (let from = 0; from < count; from += BLOCK) {
    const to = Math.min(count, from + BLOCK);
    for (let tree = 0; tree < roots.length; tree++)
      addVotes(tables, roots[tree]!, planes, count, from, to, out);
  }
}

/** Things walked through one tree at a time. Ours. */
const BLOCK = 2048;

function addVotes(
  { classes, feature, threshold, next, votes }: ForestTables,
  root: number,
  planes: Float32Array,
  count: number,
  from: number,
  to: number,
  out: Float32Array,
): void {
  for (let i = from; i < to; i++) {
    let node = root;
    let f = feature[node]!;
    while (f >= 0) {
      // A sum instead of a branch, which no processor can foresee.
      node = next[node]! + 1 - Number(planes[f * count + i]! < threshold[node]!);
      f = feature[node]!;
    }
    const leaf = next[node]! * classes;
    for (let c = 0; c < classes; c++) out[c * count + i]! += votes[leaf + c]!;
  }
}
