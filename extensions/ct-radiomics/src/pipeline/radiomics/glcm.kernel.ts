import type { GreyLevels } from './discretise';

/**
 * The symmetric co-occurrences of `voxels` with their neighbour at `offset` in an empty `matrix` (count x count, row-major).
 * Voxels are places in the levels with their rim, so that the neighbour of each one lies in the array.
 */
export function countCoOccurrences(
  { levels, count }: GreyLevels,
  voxels: Int32Array,
  offset: number,
  matrix: Float64Array,
): void {
  if (matrix.length !== count * count) throw new RangeError('The matrix has another size.');
  for (const voxel of voxels) {
    const other = levels[voxel + offset]!;
    if (other === 0) continue;
    matrix[(levels[voxel]! - 1) * count + other - 1]! += 1;
  }
  for (let i = 0; i < count; i++)
    for (let j = 0; j <= i; j++) {
      const both = matrix[i * count + j]! + matrix[j * count + i]!;
      matrix[i * count + j] = both;
      matrix[j * count + i] = both;
    }
}

/** What one pass over a co-occurrence matrix gives; probabilities by level i, by |i - j| and by i + j - 2. */
export interface CoOccurrenceSums {
  readonly pairs: number;
  readonly byLevel: Float64Array;
  readonly byDifference: Float64Array;
  readonly bySum: Float64Array;
  readonly most: number;
  readonly energy: number;
  readonly entropy: number;
  readonly product: number;
}

/** Undefined for a matrix without a pair. */
export function coOccurrenceSums(matrix: Float64Array, count: number): CoOccurrenceSums | undefined {
  let pairs = 0;
  for (const value of matrix) pairs += value;
  if (pairs === 0) return undefined;
  const byLevel = new Float64Array(count);
  const byDifference = new Float64Array(count);
  const bySum = new Float64Array(2 * count - 1);
  let [most, energy, entropy, product] = [0, 0, 0, 0];
  for (let i = 0, at = 0; i < count; i++)
    for (let j = 0; j < count; j++, at++) {
      if (matrix[at] === 0) continue;
      const p = matrix[at]! / pairs;
      byLevel[i]! += p;
      byDifference[i > j ? i - j : j - i]! += p;
      bySum[i + j]! += p;
      if (p > most) most = p;
      energy += p * p;
      entropy -= p * Math.log2(p);
      product += p * (i + 1) * (j + 1);
    }
  return { pairs, byLevel, byDifference, bySum, most, energy, entropy, product };
}

/** p(i, j) / sqrt(p(i) p(j)) over the levels that occur: its eigenvalues squared are those of Haralick's Q. */
export function normalisedCoOccurrences(
  matrix: Float64Array,
  { byLevel, pairs }: CoOccurrenceSums,
): Float64Array {
  const count = byLevel.length;
  const present: number[] = [];
  byLevel.forEach((p, level) => {
    if (p > 0) present.push(level);
  });
  const n = present.length;
  const roots = present.map(level => Math.sqrt(byLevel[level]! * pairs));
  const out = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      out[i * n + j] = matrix[present[i]! * count + present[j]!]! / (roots[i]! * roots[j]!);
  return out;
}
