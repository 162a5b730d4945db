import { TimescopeError } from '@timescope/core/errors';
import type { VolumeSize } from '@timescope/core/volume';
import type { RoiVoxels } from './roiVoxels';

/** How intensities become grey levels. */
export type Discretisation =
  /** Bins of one width. `ibsi`: they begin at `origin`, else at the least intensity; `zero`: at a multiple of the width. */
  | {
      readonly kind: 'width';
      readonly width: number;
      readonly from: 'ibsi' | 'zero';
      readonly origin?: number;
    }
  /** A fixed number of bins between the least and the greatest intensity. */
  | { readonly kind: 'count'; readonly count: number };

/** Grey levels of a region, with a rim of one voxel outside on every side so that neighbours need no check. */
export interface GreyLevels {
  /** 0 outside, else 1 to `count`; (nx + 2) x (ny + 2) x (nz + 2). */
  readonly levels: Int32Array;
  /** Steps in `levels` to the next row and to the next slice. */
  readonly row: number;
  readonly plane: number;
  /** Places in `levels` that lie inside, rising. */
  readonly voxels: Int32Array;
  /** Greatest level. */
  readonly count: number;
  /** Without the rim. */
  readonly size: VolumeSize;
}

/** Ours: a co-occurrence matrix of 1,024 levels takes 8 MB a direction. */
const MOST_LEVELS = 1024;

/**
 * IBSI 2.10: fixed bin size floor((x - origin) / width) + 1, fixed bin number floor(N (x - min) / (max - min)) + 1 with
 * the greatest intensity in bin N. PyRadiomics (`zero`): floor(x / width) - floor(min / width) + 1.
 * @throws TimescopeError USAGE when there would be too many levels
 */
export function discretise(roi: RoiVoxels, how: Discretisation): GreyLevels {
  const [nx, ny, nz] = roi.size;
  const [row, plane] = [nx + 2, (nx + 2) * (ny + 2)];
  const levels = new Int32Array(plane * (nz + 2));
  const voxels = new Int32Array(roi.inside.length);
  const levelOf = levelling(roi, how);
  let used = 0;
  let count = 0;
  for (let k = 0, at = 0; k < nz; k++)
    for (let j = 0; j < ny; j++)
      for (let i = 0, to = (k + 1) * plane + (j + 1) * row + 1; i < nx; i++, at++, to++) {
        if (roi.inside[at] === 0) continue;
        const level = levelOf(roi.intensities[at] ?? 0);
        if (level > count) count = level;
        levels[to] = level;
        voxels[used++] = to;
      }
  if (count > MOST_LEVELS) throw tooManyLevels(count);
  return { levels, row, plane, voxels: voxels.subarray(0, used), count, size: roi.size };
}

function levelling({ intensities, inside }: RoiVoxels, how: Discretisation): (intensity: number) => number {
  let [low, high] = [Infinity, -Infinity];
  for (let at = 0; at < intensities.length; at++) {
    if (inside[at] === 0) continue;
    const value = intensities[at] ?? 0;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (how.kind === 'count') {
    const { count } = how;
    if (low === high) return () => 1;
    return x => Math.min(count, Math.floor((count * (x - low)) / (high - low)) + 1);
  }
  const { width, from, origin = low } = how;
  if (from === 'ibsi') return x => Math.floor((x - origin) / width) + 1;
  const first = Math.floor(low / width);
  return x => Math.floor(x / width) - first + 1;
}

function tooManyLevels(count: number): TimescopeError {
  return new TimescopeError(
    'USAGE',
    `This makes ${count} grey levels; at most ${MOST_LEVELS} are possible.`,
    {
      nextStep: 'Give a wider --bin-width, or --bin-count.',
      kind: 'usage',
    },
  );
}

/** The places of every slice that the region reaches. */
export function slicesOf({ voxels, plane }: GreyLevels): Int32Array[] {
  const slices: Int32Array[] = [];
  for (let start = 0; start < voxels.length;) {
    const slice = Math.floor((voxels[start] ?? 0) / plane);
    let end = start;
    while (end < voxels.length && Math.floor((voxels[end] ?? 0) / plane) === slice) end++;
    slices.push(voxels.subarray(start, end));
    start = end;
  }
  return slices;
}
