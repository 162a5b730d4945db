import { TimescopeError } from '../../errors';
import type { Vector3 } from '../../frames';
import type { RoiMask } from '../../volume';
import { boundaryVoxels } from './boundary.kernel';
import { commonBox } from './commonBox';
import { onGridOfFirst } from './commonGrid';
import { diceOf, type Overlap } from './dice';
import { largestSliceAgreement, type LargestSliceAgreement } from './largestSlices';
import { setDistances, type SetDistances } from './setDistances';

/** How alike two readers outlined one thing. The three distances at the top are those of `surface`. */
export interface Agreement extends Overlap {
  readonly hausdorffMm: number;
  readonly hd95Mm: number;
  readonly meanSurfaceDistanceMm: number;
  /** Between the boundary voxels of the two. */
  readonly surface: SetDistances;
  /** Between all voxels of the two: 0 where they overlap. */
  readonly region: SetDistances;
  readonly volumeMm3: {
    readonly a: number;
    readonly b: number;
    /** A less B. */
    readonly difference: number;
    /** The same in percent of the mean of the two volumes. */
    readonly differencePercent: number;
  };
  readonly largestSlice: LargestSliceAgreement;
}

/**
 * Compares two ROIs of one image; README.md of this folder defines each measure. The result does not depend on which of
 * the two comes first, but for what is named after A and B and for the sign of the differences.
 * @throws TimescopeError GEOMETRY when they lie on different grids or the slices are tilted, EMPTY_ROI when one is empty
 */
export function agreementOf(a: RoiMask, second: RoiMask): Agreement {
  const b = onGridOfFirst(a, second);
  const spacingMm = rightAngledSpacing(a);
  const boxed = commonBox(a, b);
  const [rimA, rimB] = [boundaryVoxels(boxed.a, boxed.size), boundaryVoxels(boxed.b, boxed.size)];
  const surface = setDistances(rimA, rimB, boxed.size, spacingMm);
  const overlap = diceOf(boxed.a, boxed.b);
  return {
    ...overlap,
    hausdorffMm: surface.hausdorffMm,
    hd95Mm: surface.hd95Mm,
    meanSurfaceDistanceMm: surface.meanMm,
    surface,
    region: setDistances(boxed.a, boxed.b, boxed.size, spacingMm),
    volumeMm3: volumes(overlap, spacingMm[0] * spacingMm[1] * spacingMm[2]),
    largestSlice: largestSliceAgreement(a, b, spacingMm[2]),
  };
}

/** Ours: cosine up to which axes count as standing at right angles. */
const RIGHT_ANGLE = 1e-3;

/** Steps between neighbouring voxels in mm. */
function rightAngledSpacing({ placement: { row, column, slice, spacingMm } }: RoiMask): Vector3 {
  const sliceMm = Math.sqrt(dot(slice, slice));
  const cosines = [dot(row, column), dot(row, slice) / sliceMm, dot(column, slice) / sliceMm];
  if (cosines.every(cosine => Math.abs(cosine) < RIGHT_ANGLE)) return [spacingMm.x, spacingMm.y, sliceMm];
  throw new TimescopeError('GEOMETRY', 'The slices of these ROIs are tilted against each other.', {
    nextStep: 'Distances and volumes need slices at right angles to their stack: choose another series.',
  });
}

const dot = (v: Vector3, w: Vector3): number => v[0] * w[0] + v[1] * w[1] + v[2] * w[2];

function volumes({ voxels }: Overlap, voxelMm3: number): Agreement['volumeMm3'] {
  const [a, b] = [voxels.a * voxelMm3, voxels.b * voxelMm3];
  return { a, b, difference: a - b, differencePercent: (200 * (a - b)) / (a + b) };
}
