import { TimescopeError } from '../../errors';
import { gridDifference, type RoiMask } from '../../volume';
import { onGrid } from '../maskOnGrid';

/**
 * The second ROI with its voxels in the order of the first: axes may be swapped or turned round, nothing is resampled.
 * @throws TimescopeError GEOMETRY when the voxels of the two are not the same places in the patient
 */
export function onGridOfFirst(a: RoiMask, b: RoiMask): RoiMask {
  try {
    return onGrid(b, a);
  } catch (cause) {
    const apart = b.size.every((extent, axis) => extent === a.size[axis]) ? gridDifference(a, b) : undefined;
    const difference = apart ?? `it has ${b.size.join(' x ')} voxels, the first ${a.size.join(' x ')}`;
    throw new TimescopeError(
      'GEOMETRY',
      `The second ROI does not lie on the grid of the first: ${difference}.`,
      {
        nextStep: 'Export both ROIs on the grid of the one image that both readers drew on.',
        cause,
      },
    );
  }
}
