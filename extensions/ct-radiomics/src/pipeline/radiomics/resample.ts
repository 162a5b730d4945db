import { TimescopeError } from '@timescope/core/errors';
import type { VolumeSize } from '@timescope/core/volume';
import type { ImageVoxels, SpacingMm } from './imageVoxels';

/**
 * The image on a grid of another spacing (IBSI 2.4 to 2.6): the centres of both grids meet, as many voxels as cover the
 * image, values and mask trilinear, half a voxel or more is inside, intensities rounded to whole units as for CT. Beyond
 * the outermost voxel centres the nearest value holds.
 * @throws TimescopeError USAGE for a grid so fine that no memory holds it, EMPTY_ROI for one too coarse for the ROI
 */
export function resample(image: ImageVoxels, spacingMm: SpacingMm): ImageVoxels {
  const counts = ([0, 1, 2] as const).map(axis => voxelsAlong(image, axis, spacingMm[axis]));
  if (counts.reduce((all, count) => all * count, 1) > MOST_VOXELS) throw tooFine(spacingMm);
  const axes = [0, 1, 2].map(axis => placesAlong(image, axis as 0 | 1 | 2, spacingMm));
  const [x = [], y = [], z = []] = axes;
  const size: VolumeSize = [x.length, y.length, z.length];
  const values = new Float64Array(x.length * y.length * z.length);
  const mask = new Uint8Array(values.length);
  let at = 0;
  for (const k of z)
    for (const j of y)
      for (const i of x) {
        values[at] = Math.round(trilinear(image.size, image.values, i, j, k));
        mask[at++] = trilinear(image.size, image.mask, i, j, k) >= HALF ? 1 : 0;
      }
  if (!mask.includes(1) && image.mask.some(value => value !== 0)) throw lost(spacingMm);
  return { size, spacingMm, values, mask };
}

/** Ours: 512 x 512 x 1024; values and mask of so many take 2.4 GB. */
const MOST_VOXELS = 2 ** 28;

const tooFine = (spacingMm: SpacingMm) =>
  new TimescopeError('USAGE', `Voxels of ${spacingMm.join(' x ')} mm are too many for this image.`, {
    kind: 'usage',
    nextStep: 'Give a wider spacing: 1 mm, say.',
  });

const lost = (spacingMm: SpacingMm) =>
  new TimescopeError(
    'EMPTY_ROI',
    `Voxels of ${spacingMm.join(' x ')} mm are too large for this ROI: none is left.`,
    {
      nextStep: 'Give a narrower spacing, or measure without resampling.',
    },
  );

/** Ours: what rounding may take from exactly one half. */
const HALF = 0.5 - 1e-9;

/** A place between two voxels: the lower, the upper and the weight of the upper. */
interface Place {
  readonly low: number;
  readonly high: number;
  readonly weight: number;
}

const voxelsAlong = ({ size, spacingMm }: ImageVoxels, axis: 0 | 1 | 2, to: number) =>
  Math.max(1, Math.ceil((size[axis] * spacingMm[axis]) / to - 1e-9));

function placesAlong(image: ImageVoxels, axis: 0 | 1 | 2, wanted: SpacingMm): Place[] {
  const { size, spacingMm } = image;
  const [n, from, to] = [size[axis], spacingMm[axis], wanted[axis]];
  const count = voxelsAlong(image, axis, to);
  const first = ((n - 1) * from - (count - 1) * to) / 2;
  return Array.from({ length: count }, (_, index) => {
    const place = Math.min(n - 1, Math.max(0, (first + index * to) / from));
    const low = Math.floor(place);
    return { low, high: Math.min(n - 1, low + 1), weight: place - low };
  });
}

/** Values as numbers; a mask counts 0 or 1. */
function trilinear([nx, ny]: VolumeSize, values: ArrayLike<number>, i: Place, j: Place, k: Place): number {
  const isMask = values instanceof Uint8Array;
  const voxel = (x: number, y: number, z: number) => {
    const value = values[(z * ny + y) * nx + x] ?? 0;
    return isMask && value !== 0 ? 1 : value;
  };
  const along = (y: number, z: number) =>
    voxel(i.low, y, z) * (1 - i.weight) + voxel(i.high, y, z) * i.weight;
  const across = (z: number) => along(j.low, z) * (1 - j.weight) + along(j.high, z) * j.weight;
  return across(k.low) * (1 - k.weight) + across(k.high) * k.weight;
}
