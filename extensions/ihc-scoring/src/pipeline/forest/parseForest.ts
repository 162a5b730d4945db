import type { Forest, Tree } from './forest';

/**
 * A stored forest, checked so that every walk through its trees ends in a leaf.
 * @returns undefined for anything else
 */
export function parseForest(value: unknown, classes: number, features: number): Forest | undefined {
  const { trees } = membersOf(value);
  if (membersOf(value).classes !== classes || membersOf(value).features !== features) return undefined;
  if (!Array.isArray(trees) || trees.length === 0) return undefined;
  const parsed = trees.map(tree => parseTree(tree, classes, features));
  return parsed.every(tree => tree !== undefined) ? { classes, features, trees: parsed } : undefined;
}

export const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function parseTree(value: unknown, classes: number, features: number): Tree | undefined {
  const { feature, threshold, next, votes } = membersOf(value);
  if (!isNumbers(feature) || !isNumbers(threshold) || !isNumbers(next) || !isNumbers(votes)) return undefined;
  const nodes = feature.length;
  if (nodes === 0 || threshold.length !== nodes || next.length !== nodes) return undefined;
  const isSound = feature.every((f, node) => {
    const to = next[node] ?? -1;
    if (!Number.isInteger(f) || !Number.isInteger(to)) return false;
    return f < 0
      ? to >= 0 && (to + 1) * classes <= votes.length
      : f < features && to > node && to + 1 < nodes;
  });
  return isSound && votes.every(vote => Number.isInteger(vote) && vote >= 0)
    ? { feature, threshold, next, votes }
    : undefined;
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every(item => typeof item === 'number' && Number.isFinite(item));
