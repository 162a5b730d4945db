import type { Direction } from './directions';
import { meanFeatures, renamed, type Features } from './featureTable';

/** What matrices are counted over. */
export interface Counted {
  readonly slices: readonly Int32Array[];
  readonly voxels: Int32Array;
  readonly flat: readonly Direction[];
  readonly deep: readonly Direction[];
}

/**
 * IBSI 3.6.1 and 3.7.1: by slice and direction (`_2D_avg`), by slice (`_2D_comb`), by direction over all slices
 * (`_2_5D_avg`), over all slices (`_2_5D_comb`), in the volume by direction (`_3D_avg`) and over all (`_3D_comb`).
 * A matrix without an entry gives no features and takes no part in a mean.
 */
export function sixAggregations<Matrix>(
  { slices, voxels, flat, deep }: Counted,
  matrixOf: (voxels: Int32Array, direction: Direction) => Matrix,
  add: (matrices: readonly Matrix[]) => Matrix,
  features: (matrix: Matrix, visits: number) => Features | undefined,
): Features {
  const slicewise: Features[] = [];
  const merged: Features[] = [];
  let byDirection: readonly Matrix[] = [];
  // One slice at a time: the matrices of all slices together may be larger than the memory.
  for (const slice of slices) {
    const row = flat.map(direction => matrixOf(slice, direction));
    slicewise.push(mean(row.map(matrix => features(matrix, slice.length))));
    merged.push(features(add(row), flat.length * slice.length) ?? {});
    byDirection = row.map((matrix, at) => add([...byDirection.slice(at, at + 1), matrix]));
  }
  const n = voxels.length;
  const volume = deep.map(direction => matrixOf(voxels, direction));
  return {
    ...renamed(mean(slicewise), '', '_2D_avg'),
    ...renamed(mean(merged), '', '_2D_comb'),
    ...renamed(mean(byDirection.map(matrix => features(matrix, n))), '', '_2_5D_avg'),
    ...renamed(features(add(byDirection), flat.length * n) ?? {}, '', '_2_5D_comb'),
    ...renamed(mean(volume.map(matrix => features(matrix, n))), '', '_3D_avg'),
    ...renamed(features(add(volume), deep.length * n) ?? {}, '', '_3D_comb'),
  };
}

/**
 * IBSI 3.8.1: by slice (`_2D`), over all slices (`_2_5D`), in the volume (`_3D`).
 */
export function threeAggregations<Matrix>(
  { slices, voxels }: Pick<Counted, 'slices' | 'voxels'>,
  matrixOf: (voxels: Int32Array, isFlat: boolean) => Matrix,
  add: (matrices: readonly Matrix[]) => Matrix,
  features: (matrix: Matrix, visits: number) => Features | undefined,
): Features {
  const bySlice = slices.map(slice => matrixOf(slice, true));
  const perSlice = bySlice.map((matrix, at) => features(matrix, slices[at]?.length ?? 0));
  return {
    ...renamed(mean(perSlice), '', '_2D'),
    ...renamed(features(add(bySlice), voxels.length) ?? {}, '', '_2_5D'),
    ...renamed(features(matrixOf(voxels, false), voxels.length) ?? {}, '', '_3D'),
  };
}

const isThere = (features: Features | undefined): features is Features =>
  features !== undefined && Object.keys(features).length > 0;

const mean = (all: readonly (Features | undefined)[]): Features => meanFeatures(all.filter(isThere));
