import { growTree } from './growTree';
import type { Forest } from './forest';
import { dice } from './dice';

/** Examples to learn from; feature f of example i stands at f * count + i, float32. */
export interface Examples {
  readonly count: number;
  readonly features: number;
  readonly values: Float32Array;
  readonly classes: number;
  /** The class of each example. */
  readonly labels: Uint8Array;
}

/** Ours: more trees change no label that is not on an edge. */
const TREES = 32;

/**
 * A random forest (Breiman, Machine Learning 2001;45:5): each tree sees a draw with replacement in which every class is as
 * frequent as the others, and a few features at each split. Equal examples and seed give equal forests on every machine.
 */
export function growForest(examples: Examples, seed: number): Forest {
  const byClass = Array.from({ length: examples.classes }, (_, label) =>
    Array.from({ length: examples.count }, (__, i) => i).filter(i => examples.labels[i] === label),
  ).filter(members => members.length > 0);
  const perClass = Math.max(...byClass.map(members => members.length));
  const trees = Array.from({ length: TREES }, (_, tree) => {
    const roll = dice(seed, tree);
    const drawn = byClass.flatMap(members =>
      Array.from({ length: perClass }, () => members[roll(members.length)] ?? 0),
    );
    return growTree(examples, Int32Array.from(drawn), roll);
  });
  return { classes: examples.classes, features: examples.features, trees };
}
