/**
 * A random forest as plain numbers, so that it is stored as JSON and crosses workers. Prediction only compares numbers and
 * adds integers: the same bits everywhere.
 */
export interface Forest {
  readonly classes: number;
  readonly features: number;
  readonly trees: readonly Tree[];
}

/**
 * Node i is a split when feature[i] >= 0: a value below threshold[i] goes to node next[i], any other (also NaN) to
 * next[i] + 1. Else it is a leaf and its class votes stand in votes[next[i] * classes] ..., whole numbers with sum 255.
 */
export interface Tree {
  readonly feature: readonly number[];
  /** float32 values, so that they compare with float32 features as they did in training. */
  readonly threshold: readonly number[];
  readonly next: readonly number[];
  readonly votes: readonly number[];
}

/** Votes that each tree gives in total. */
export const VOTES_PER_TREE = 255;
