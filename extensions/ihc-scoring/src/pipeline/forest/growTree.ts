import type { Roll } from './dice';
import { VOTES_PER_TREE, type Tree } from './forest';
import type { Examples } from './growForest';

/** Ours: deeper trees learn single strokes by heart. */
const DEEPEST = 12;
/** Examples that a leaf has at least. Ours. */
const SMALLEST_LEAF = 4;

/** One tree over the examples `members` (with repeats), grown by Gini impurity. */
export function growTree(examples: Examples, members: Int32Array, roll: Roll): Tree {
  const tree = { feature: [0], threshold: [0], next: [0], votes: [] as number[] };
  const waiting = [{ node: 0, members, depth: 0 }];
  for (let work = waiting.shift(); work; work = waiting.shift()) {
    const { node, depth } = work;
    const split = depth < DEEPEST ? bestSplit(examples, work.members, roll) : undefined;
    if (!split) {
      tree.feature[node] = -1;
      tree.next[node] = tree.votes.length / examples.classes;
      tree.votes.push(...votesOf(examples, work.members));
      continue;
    }
    const left = tree.feature.length;
    tree.feature[node] = split.feature;
    tree.threshold[node] = split.threshold;
    tree.next[node] = left;
    for (const k of [0, 1]) {
      tree.feature.push(-1);
      tree.threshold.push(0);
      tree.next.push(0);
      waiting.push({ node: left + k, members: k === 0 ? split.left : split.right, depth: depth + 1 });
    }
  }
  return tree;
}

/** The classes' shares in whole numbers that sum to VOTES_PER_TREE; what rounding leaves goes to the most frequent. */
function votesOf(examples: Examples, members: Int32Array): number[] {
  const counts = countsOf(examples, members);
  const votes = Array.from(counts, count => Math.floor((VOTES_PER_TREE * count) / members.length));
  const most = counts.indexOf(Math.max(...counts));
  const rest = VOTES_PER_TREE - votes.reduce((sum, vote) => sum + vote, 0);
  return votes.map((vote, label) => (label === most ? vote + rest : vote));
}

function countsOf({ labels, classes }: Examples, members: Int32Array): Float64Array {
  const counts = new Float64Array(classes);
  for (const i of members) counts[labels[i] ?? 0] = (counts[labels[i] ?? 0] ?? 0) + 1;
  return counts;
}

interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** The best of the square root of the features, drawn by lot. Undefined for a pure or small node. */
function bestSplit(examples: Examples, members: Int32Array, roll: Roll): Split | undefined {
  const counts = countsOf(examples, members);
  if (members.length < 2 * SMALLEST_LEAF || Math.max(...counts) === members.length) return undefined;
  let best: { feature: number; threshold: number; purity: number } | undefined;
  for (const feature of drawn(examples.features, roll)) {
    const cut = bestCut(examples, members, feature, counts);
    if (cut && (!best || cut.purity > best.purity)) best = { feature, ...cut };
  }
  if (!best) return undefined;
  const { feature, threshold } = best;
  const isLeft = (i: number) => (examples.values[feature * examples.count + i] ?? 0) < threshold;
  return { feature, threshold, left: members.filter(isLeft), right: members.filter(i => !isLeft(i)) };
}

function drawn(features: number, roll: Roll): number[] {
  const wanted = Math.max(1, Math.ceil(Math.sqrt(features)));
  const rest = Array.from({ length: features }, (_, f) => f);
  return Array.from({ length: wanted }, () => rest.splice(roll(rest.length), 1)[0] ?? 0);
}

/**
 * The threshold of one feature that leaves the purest sides: the greatest sum over sides of (sum of squared class counts)
 * / size, which is Gini's order. NaN sorts last and stays right.
 */
function bestCut(
  { values, count, labels }: Examples,
  members: Int32Array,
  feature: number,
  counts: Float64Array,
): { threshold: number; purity: number } | undefined {
  const valueOf = (i: number) => {
    const value = values[feature * count + i] ?? 0;
    return Number.isNaN(value) ? Infinity : value;
  };
  const sorted = [...members].sort((a, b) => {
    const [x, y] = [valueOf(a), valueOf(b)];
    return x < y ? -1 : x > y ? 1 : a - b;
  });
  const left = new Float64Array(counts.length);
  let best: { threshold: number; purity: number } | undefined;
  for (let k = 1; k < sorted.length; k++) {
    const label = labels[sorted[k - 1] ?? 0] ?? 0;
    left[label] = (left[label] ?? 0) + 1;
    const [below, above] = [valueOf(sorted[k - 1] ?? 0), valueOf(sorted[k] ?? 0)];
    const threshold = float32((below + above) / 2);
    const isCut = below < threshold && threshold <= above && Number.isFinite(threshold);
    if (!isCut || k < SMALLEST_LEAF || sorted.length - k < SMALLEST_LEAF) continue;
    const purity = purityOf(left, counts, k, sorted.length - k);
    if (!best || purity > best.purity) best = { threshold, purity };
  }
  return best;
}

/** Nine digits name a float32 exactly and keep the file short. */
const float32 = (value: number): number => Number(Math.fround(value).toPrecision(9));

function purityOf(left: Float64Array, counts: Float64Array, leftSize: number, rightSize: number): number {
  let [ofLeft, ofRight] = [0, 0];
  for (let label = 0; label < counts.length; label++) {
    const a = left[label] ?? 0;
    const b = (counts[label] ?? 0) - a;
    ofLeft += a * a;
    ofRight += b * b;
  }
  return ofLeft / leftSize + ofRight / rightSize;
}
