import { TimescopeError } from '@timescope/core/errors';
import { runsOf, type MaskRuns } from '@timescope/core/geometry/maskRuns';
import type { VolumeRuns } from '@timescope/core/geometry/volumeRuns';
import type { CtVolume } from '@timescope/core/volume';
import { cutBox, type VolumeBox } from './cutBox.kernel';
import { grownRegion } from './growRegion.kernel';
import { withBorder } from './withBorder.kernel';
import { withHolesFilled } from './islands.kernel';
import { sliceMeans } from './sliceMeans.kernel';

export interface SeededRegionRequest {
  /** Voxel of the click. */
  readonly seed: readonly [i: number, j: number, k: number];
  /** Half the range of HU, in standard deviations of the clicked neighbourhood. */
  readonly tolerance: number;
  /** The region that goes farther from the click has leaked. */
  readonly reachMm: number;
  readonly onOneSlice: boolean;
}

export interface SeededRegion {
  readonly slices: VolumeRuns;
  readonly rangeHu: { readonly low: number; readonly high: number };
  /** Places where the region goes on beyond the reach; 0 for one that ends by itself. */
  readonly leaks: number;
}

/** Ours: within the small tumours too, and some twenty voxels for a mean. */
const NEIGHBOURHOOD_MM = 2;
/** Ours: in noise-free images a range of 0 would keep only the seed's own value. */
const LEAST_HALF_RANGE_HU = 10;

/**
 * The region round a click: its range of HU comes from the voxels within 2 mm of the click on its slice (mean and
 * tolerance times standard deviation, as in ITK's ConfidenceConnectedImageFilter). A voxel belongs when the mean of the
 * 3 x 3 pixels round it lies in the range, so that noise neither bridges nor perforates; at the border, where that mean is
 * of both sides, pixels beside the region whose own HU lie in the range are added. Holes of a slice are filled.
 * @throws TimescopeError USAGE for a click outside the volume
 */
export function seededRegion(
  volume: Pick<CtVolume, 'hu' | 'size' | 'placement'>,
  request: SeededRegionRequest,
): SeededRegion {
  requireInside(volume, request);
  const spacing = spacingOf(volume);
  const box = boxRound(volume, request, spacing);
  const hu = cutBox(volume.hu, volume.size, box);
  const seed = [0, 1, 2].map(axis => (request.seed[axis] ?? 0) - (box.from[axis] ?? 0)) as [
    number,
    number,
    number,
  ];
  const rangeHu = rangeAround(hu, box, seed, spacing, request.tolerance);
  const { values, leaks } = grownRegion(sliceMeans(hu, box.size), box.size, spacing, seed, {
    lowHu: rangeHu.low,
    highHu: rangeHu.high,
    reachMm: request.reachMm,
    onOneSlice: request.onOneSlice,
  });
  if (leaks > 0) return { slices: new Map(), rangeHu, leaks };
  return { slices: runsInVolume(withBorder(values, hu, box.size, rangeHu), box, volume), rangeHu, leaks };
}

type Voxel = readonly [number, number, number];

function requireInside({ size }: Pick<CtVolume, 'size'>, { seed }: SeededRegionRequest): void {
  if (seed.every((at, axis) => at >= 0 && at < (size[axis] ?? 0))) return;
  throw new TimescopeError('USAGE', 'The click lies outside the CT.', {
    nextStep: 'Click on the tumour.',
    kind: 'usage',
  });
}

function spacingOf({ placement: { spacingMm, slice } }: Pick<CtVolume, 'placement'>): Voxel {
  return [spacingMm.x, spacingMm.y, Math.sqrt(slice[0] ** 2 + slice[1] ** 2 + slice[2] ** 2)];
}

/** One voxel beyond the reach on each side: there it shows whether the region goes on. */
function boxRound(
  { size }: Pick<CtVolume, 'size'>,
  { seed, reachMm, onOneSlice }: SeededRegionRequest,
  spacing: Voxel,
): VolumeBox {
  const reach = spacing.map((mm, axis) => (axis === 2 && onOneSlice ? 0 : Math.ceil(reachMm / mm) + 1));
  const from = seed.map((at, axis) => Math.max(0, at - (reach[axis] ?? 0)));
  const end = seed.map((at, axis) => Math.min(size[axis] ?? 0, at + (reach[axis] ?? 0) + 1));
  const extent = (axis: 0 | 1 | 2) => (end[axis] ?? 0) - (from[axis] ?? 0);
  return {
    from: [from[0] ?? 0, from[1] ?? 0, from[2] ?? 0],
    size: [extent(0), extent(1), extent(2)],
  };
}

function rangeAround(
  hu: Int16Array,
  { size: [nx, ny] }: VolumeBox,
  [si, sj, sk]: Voxel,
  [x, y]: Voxel,
  tolerance: number,
): SeededRegion['rangeHu'] {
  let [count, sum, squares] = [0, 0, 0];
  for (let j = 0; j < ny; j++)
    for (let i = 0; i < nx; i++) {
      if (((i - si) * x) ** 2 + ((j - sj) * y) ** 2 > NEIGHBOURHOOD_MM ** 2) continue;
      const value = hu[(sk * ny + j) * nx + i] ?? 0;
      count++;
      sum += value;
      squares += value * value;
    }
  const mean = sum / count;
  const sd = Math.sqrt(Math.max(0, squares / count - mean * mean));
  const half = Math.max(LEAST_HALF_RANGE_HU, tolerance * sd);
  return { low: Math.round(mean - half), high: Math.round(mean + half) };
}

/** The box's slices on the whole volume's, their holes filled. */
function runsInVolume(
  values: Uint8Array,
  { from, size: [width, height, depth] }: VolumeBox,
  { size: [nx, ny] }: Pick<CtVolume, 'size'>,
): VolumeRuns {
  const slices = new Map<number, MaskRuns>();
  for (let k = 0; k < depth; k++) {
    const grown = values.subarray(k * width * height, (k + 1) * width * height);
    if (!grown.includes(1)) continue;
    const filled = withHolesFilled({ values: grown, width, height });
    const whole = new Uint8Array(nx * ny);
    for (let j = 0; j < height; j++)
      whole.set(filled.subarray(j * width, (j + 1) * width), (from[1] + j) * nx + from[0]);
    slices.set(from[2] + k, runsOf(whole, 1));
  }
  return slices;
}
