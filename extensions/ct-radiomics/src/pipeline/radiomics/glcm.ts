import { DIRECTIONS, FLAT_DIRECTIONS, offsetOf, type Direction } from './directions';
import { slicesOf, type GreyLevels } from './discretise';
import { symmetricEigenvalues } from './eigenvalues.kernel';
import { entropy, meanFeatures, renamed, weighed, type Features } from './featureTable';
import {
  countCoOccurrences,
  coOccurrenceSums,
  normalisedCoOccurrences,
  type CoOccurrenceSums,
} from './glcm.kernel';
import { sixAggregations } from './aggregations';

/** IBSI 3.6, grey level co-occurrence at distance 1, symmetric, in six aggregations (tags with `cm_`). */
export function glcm(levels: GreyLevels): Features {
  const { count } = levels;
  const matrixOf = (voxels: Int32Array, direction: Direction) => coOccurrences(levels, voxels, direction);
  const features = (matrix: Float64Array) => glcmFeatures(matrix, count);
  const all = sixAggregations(
    { slices: slicesOf(levels), voxels: levels.voxels, flat: FLAT_DIRECTIONS, deep: DIRECTIONS },
    matrixOf,
    addMatrices,
    features,
  );
  return renamed(all, 'cm_');
}

/** The mean over `directions` of the features of each direction (PyRadiomics); of no pair at all nothing. */
export function meanGlcm(levels: GreyLevels, directions: readonly Direction[]): Features {
  const all = directions.flatMap(direction => {
    const matrix = coOccurrences(levels, levels.voxels, direction);
    const sums = coOccurrenceSums(matrix, levels.count);
    if (!sums) return [];
    return { ...featuresOf(sums), mcc: maximalCorrelation(matrix, sums) };
  });
  return meanFeatures(all);
}

function coOccurrences(levels: GreyLevels, voxels: Int32Array, direction: Direction): Float64Array {
  const matrix = new Float64Array(levels.count * levels.count);
  countCoOccurrences(levels, voxels, offsetOf(levels, direction), matrix);
  return matrix;
}

function addMatrices(matrices: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(matrices[0]?.length ?? 0);
  for (const matrix of matrices) matrix.forEach((value, at) => (sum[at] = (sum[at] ?? 0) + value));
  return sum;
}

function glcmFeatures(matrix: Float64Array, count: number): Features | undefined {
  const sums = coOccurrenceSums(matrix, count);
  return sums && featuresOf(sums);
}

/** Names are the reference tags without `cm_` and the aggregation. */
function featuresOf({ byLevel, byDifference, bySum, ...sums }: CoOccurrenceSums): Features {
  const count = byLevel.length;
  const mean = weighed(byLevel, i => i + 1);
  const variance = weighed(byLevel, i => (i + 1 - mean) ** 2);
  const differenceMean = weighed(byDifference, k => k);
  const central = (power: number) => weighed(bySum, k => (k + 2 - 2 * mean) ** power);
  const contrast = weighed(byDifference, k => k * k);
  return {
    joint_max: sums.most,
    joint_avg: mean,
    joint_var: variance,
    joint_entr: sums.entropy,
    diff_avg: differenceMean,
    diff_var: weighed(byDifference, k => (k - differenceMean) ** 2),
    diff_entr: entropy(byDifference),
    sum_avg: 2 * mean,
    sum_var: central(2),
    sum_entr: entropy(bySum),
    energy: sums.energy,
    contrast,
    dissimilarity: differenceMean,
    inv_diff: weighed(byDifference, k => 1 / (1 + k)),
    inv_diff_norm: weighed(byDifference, k => 1 / (1 + k / count)),
    inv_diff_mom: weighed(byDifference, k => 1 / (1 + k * k)),
    inv_diff_mom_norm: weighed(byDifference, k => 1 / (1 + (k / count) ** 2)),
    inv_var: weighed(byDifference, k => (k === 0 ? 0 : 1 / (k * k))),
    corr: variance === 0 ? 1 : (variance - contrast / 2) / variance,
    auto_corr: sums.product,
    clust_tend: central(2),
    clust_shade: central(3),
    clust_prom: central(4),
    ...information(sums.entropy, entropy(byLevel)),
  };
}

/**
 * Of a symmetric matrix HXY1 and HXY2 are both twice the entropy of the levels. A flat region has 0 and 0; what
 * rounding leaves below 0 under the root counts as 0 (PyRadiomics).
 */
function information(joint: number, single: number): { info_corr1: number; info_corr2: number } {
  return {
    info_corr1: single === 0 ? 0 : (joint - 2 * single) / single,
    info_corr2: Math.sqrt(Math.max(0, 1 - Math.exp(-2 * (2 * single - joint)))),
  };
}

/** Root of the second largest eigenvalue of Haralick's Q; 1 of a flat region (PyRadiomics, MCC). */
function maximalCorrelation(matrix: Float64Array, sums: CoOccurrenceSums): number {
  const normalised = normalisedCoOccurrences(matrix, sums);
  const sizes = symmetricEigenvalues(normalised, Math.sqrt(normalised.length)).map(Math.abs).sort().reverse();
  return sizes[1] ?? 1;
}
