import { TimescopeError } from '@timescope/core/errors';
import { insideIntensities, type RoiVoxels } from './roiVoxels';

export interface Resegmentation {
  /** Intensities that stay, both ends included. */
  readonly range?: readonly [low: number, high: number];
  /** Standard deviations about the mean that stay, both ends included (IBSI: 3). */
  readonly sigmas?: number;
}

/**
 * Leaves voxels out of the intensity mask by their intensity; the shape stays as drawn (IBSI 2.9). The mean and the
 * standard deviation (of the population) are those of the whole region.
 * @throws TimescopeError EMPTY_ROI when no voxel is left
 */
export function resegment(roi: RoiVoxels, { range, sigmas }: Resegmentation): RoiVoxels {
  if (range === undefined && sigmas === undefined) return roi;
  const [low, high] = limits(roi, range, sigmas);
  const inside = roi.inside.map((value, at) => {
    const intensity = roi.intensities[at] ?? 0;
    return value !== 0 && intensity >= low && intensity <= high ? 1 : 0;
  });
  if (inside.includes(1)) return { ...roi, inside };
  throw new TimescopeError('EMPTY_ROI', `No voxel of the ROI lies between ${low} and ${high}.`, {
    nextStep: 'Choose a wider range for the resegmentation.',
  });
}

function limits(
  roi: RoiVoxels,
  range: Resegmentation['range'],
  sigmas: number | undefined,
): [number, number] {
  const [low, high] = range ?? [-Infinity, Infinity];
  if (sigmas === undefined) return [low, high];
  const values = insideIntensities(roi);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  return [Math.max(low, mean - sigmas * deviation), Math.min(high, mean + sigmas * deviation)];
}
