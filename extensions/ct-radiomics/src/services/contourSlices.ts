import { rasteriseContours, type Contour } from '@timescope/core/geometry/rasteriseContours';
import { runsOf } from '@timescope/core/geometry/maskRuns';
import { slicePointAt } from '@timescope/core/geometry/slicePoint';
import { TimescopeError } from '@timescope/core/errors';
import { strings } from '../strings';
import type { World } from './cornerstone';
import type { CtGrid } from '@timescope/core/dicom/read/ctSeries';
import type { RoiSlices } from './roiSlices';

/** Ours: the host draws on the slice's plane up to rounding; more than this is another plane. */
const OFF_PLANE_MM = 0.2;

/**
 * The voxels inside closed lines given in patient positions; lines on one slice count together by the even-odd rule.
 * @throws TimescopeError GEOMETRY for a line that does not lie on one slice of the CT
 */
export function roiOfContours(polylines: readonly (readonly World[])[], grid: CtGrid): RoiSlices {
  const [nx, ny] = grid.size;
  const bySlice = new Map<number, Contour[]>();
  for (const polyline of polylines) {
    const { slice, contour } = contourOnSlice(polyline, grid);
    bySlice.set(slice, [...(bySlice.get(slice) ?? []), contour]);
  }
  const runs = [...bySlice].map(
    ([k, contours]) => [k, runsOf(rasteriseContours(contours, nx, ny), 1)] as const,
  );
  return new Map(runs.filter(([, slice]) => slice.length > 0));
}

function contourOnSlice(polyline: readonly World[], grid: CtGrid): { slice: number; contour: Contour } {
  const points = polyline.map(position => slicePointAt(grid, position));
  const slice = points[0]?.slice ?? 0;
  if (points.some(point => point.slice !== slice || point.offPlaneMm > OFF_PLANE_MM))
    throw new TimescopeError('GEOMETRY', strings.obliqueOutline, { nextStep: strings.obliqueOutlineNext });
  return { slice, contour: points };
}
