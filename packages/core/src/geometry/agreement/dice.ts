/** How far two sets of voxels overlap. */
export interface Overlap {
  /** Twice the shared voxels over the sum of both (Dice, Ecology 1945): 1 for equal sets, 0 for sets apart. */
  readonly dice: number;
  readonly voxels: { readonly a: number; readonly b: number; readonly shared: number };
}

/** Two sets over the same voxels, at least one of them not empty. */
export function diceOf(a: Uint8Array, b: Uint8Array): Overlap {
  let [countA, countB, shared] = [0, 0, 0];
  for (let at = 0; at < a.length; at++) {
    const [inA, inB] = [a[at] !== 0, b[at] !== 0];
    if (inA) countA++;
    if (inB) countB++;
    if (inA && inB) shared++;
  }
  return { dice: (2 * shared) / (countA + countB), voxels: { a: countA, b: countB, shared } };
}
