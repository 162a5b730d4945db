import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import { sha256Hex } from '@timescope/core/sha256';
import type { Forest } from './forest';

/** SHA-256 over all of a stored model but its hash. */
export function classifierHash({ forest, ...rest }: { readonly forest: Forest }): string {
  const trees = forest.trees.map(({ feature, threshold, next, votes }) => ({
    feature,
    threshold,
    next,
    votes,
  }));
  return sha256Hex(
    canonicalJson({ ...(rest as Readonly<Record<string, Json>>), forest: { ...forest, trees } }),
  );
}
