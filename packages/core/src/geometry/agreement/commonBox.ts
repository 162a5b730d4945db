import { TimescopeError } from '../../errors';
import type { RoiMask, VolumeSize } from '../../volume';

/** Two regions cut to the smallest box that holds both: 1 inside, 0 outside. */
export interface BoxedRegions {
  readonly size: VolumeSize;
  readonly a: Uint8Array;
  readonly b: Uint8Array;
}

/** @throws TimescopeError EMPTY_ROI when one of the ROIs holds no voxel; both lie on one grid. */
export function commonBox(a: RoiMask, b: RoiMask): BoxedRegions {
  requireVoxels(a, 'first');
  requireVoxels(b, 'second');
  const [boxA, boxB] = [boxOf(a), boxOf(b)];
  const first = boxA.first.map((low, axis) => Math.min(low, boxB.first[axis] ?? low));
  const last = boxA.last.map((high, axis) => Math.max(high, boxB.last[axis] ?? high));
  const at = (axis: number) => first[axis] ?? 0;
  const extent = (axis: number) => (last[axis] ?? 0) - at(axis) + 1;
  const size: VolumeSize = [extent(0), extent(1), extent(2)];
  const corner: VolumeSize = [at(0), at(1), at(2)];
  return { size, a: cut(a, corner, size), b: cut(b, corner, size) };
}

function requireVoxels({ values }: RoiMask, which: string): void {
  if (values.some(value => value !== 0)) return;
  throw new TimescopeError('EMPTY_ROI', `The ${which} ROI holds no voxel.`, {
    nextStep: 'Compare two ROIs that both outline something.',
  });
}

function boxOf({ values, size: [nx, ny, nz] }: RoiMask): { first: number[]; last: number[] } {
  const first = [nx, ny, nz];
  const last = [-1, -1, -1];
  const extend = (axis: number, at: number) => {
    first[axis] = Math.min(first[axis] ?? at, at);
    last[axis] = Math.max(last[axis] ?? at, at);
  };
  for (let row = 0; row < ny * nz; row++) {
    const line = values.subarray(row * nx, (row + 1) * nx);
    const low = line.findIndex(value => value !== 0);
    if (low < 0) continue;
    extend(0, low);
    extend(
      0,
      line.findLastIndex(value => value !== 0),
    );
    extend(1, row % ny);
    extend(2, Math.floor(row / ny));
  }
  return { first, last };
}

function cut({ values, size: [nx, ny] }: RoiMask, corner: VolumeSize, size: VolumeSize): Uint8Array {
  const region = new Uint8Array(size[0] * size[1] * size[2]);
  for (let k = 0, to = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++, to += size[0]) {
      const from = ((k + corner[2]) * ny + j + corner[1]) * nx + corner[0];
      region.set(values.subarray(from, from + size[0]), to);
    }
  return region.map(value => (value === 0 ? 0 : 1));
}
