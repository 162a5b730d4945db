import { TimescopeError } from '../../errors';
import { rasteriseContours, type Contour } from '../../geometry/rasteriseContours';
import { sliceNormal, slicePointAt, type SlicePoint } from '../../geometry/slicePoint';
import type { VolumeSlices } from '../../volume';
import type { Warning } from '../../warning';
import type { RtContour, RtRegion, RtStructureSet } from './rtStructureSet';
import { outsideSlices, requireSameFrame, type RegionOnVolume } from './segmentOnVolume';

/**
 * The voxels of a region that is given as contours. One rule for every outline (also in the viewer): on each slice the
 * voxels whose centre lies inside by the even-odd rule over all contours of that slice, so a contour within another is a
 * hole and of a contour that crosses itself the doubly enclosed part is outside. Open contours and single points enclose
 * nothing; they are left out with a warning. Slices without a contour stay empty: nothing is interpolated.
 * @throws TimescopeError GEOMETRY for another frame of reference, for contours that do not lie on one slice, or that lie
 *   between slices so that two would fall together
 */
export function regionOnVolume(
  { header }: RtStructureSet,
  region: RtRegion,
  ct: VolumeSlices,
): RegionOnVolume {
  const { frameOfReferenceUid = header.frameOfReferenceUid } = region;
  requireSameFrame({ frameOfReferenceUid, sopInstanceUid: header.sopInstanceUid }, ct);
  const closed = region.contours.filter(isClosed);
  const drawn = closed.map(contour => onSlice(contour, ct));
  const inside = drawn.filter(contour => !isBeyond(contour, ct));
  const { size, placement } = ct;
  const values = new Uint8Array(size[0] * size[1] * size[2]);
  for (const [slice, contours] of bySlice(inside, ct))
    values.set(rasteriseContours(contours, size[0], size[1]), slice * size[0] * size[1]);
  return {
    mask: { values, size, placement },
    warnings: [
      ...openWarning(region.contours.length - closed.length),
      ...outsideSlices(drawn.length - inside.length),
      ...betweenWarning(inside),
    ],
  };
}

const isClosed = ({ kind, pointsMm }: RtContour) =>
  (kind === 'CLOSED_PLANAR' || kind === 'CLOSEDPLANAR_XOR') && pointsMm.length >= 9;

interface DrawnContour {
  readonly slice: number;
  readonly heightMm: number;
  readonly offPlaneMm: number;
  readonly contour: Contour;
}

/** Ours: a drawing tool stays on its plane up to rounding; more than this over one contour is another plane. */
const SAME_PLANE_MM = 0.2;

function onSlice({ pointsMm }: RtContour, ct: VolumeSlices): DrawnContour {
  const normal = sliceNormal(ct);
  const points: SlicePoint[] = [];
  let [lowest, highest, offPlaneMm] = [Infinity, -Infinity, 0];
  for (let at = 0; at < pointsMm.length; at += 3) {
    const [x = 0, y = 0, z = 0] = pointsMm.subarray(at, at + 3);
    const height = x * normal[0] + y * normal[1] + z * normal[2];
    const point = slicePointAt(ct, [x, y, z]);
    points.push(point);
    [lowest, highest] = [Math.min(lowest, height), Math.max(highest, height)];
    offPlaneMm = Math.max(offPlaneMm, point.offPlaneMm);
  }
  const [slice = 0, ...others] = new Set(points.map(point => point.slice));
  if (others.length > 0 || highest - lowest > SAME_PLANE_MM) throw oblique();
  return { slice, heightMm: lowest, offPlaneMm, contour: points };
}

/** Beyond the first or the last slice by more than half a distance. */
function isBeyond({ slice, offPlaneMm }: DrawnContour, { size, placement }: VolumeSlices): boolean {
  const distance = Math.sqrt(placement.slice.reduce((sum, part) => sum + part * part, 0));
  return (slice === 0 || slice === size[2] - 1) && offPlaneMm > Math.max(distance / 2, SAME_PLANE_MM);
}

function bySlice(drawn: readonly DrawnContour[], ct: VolumeSlices): ReadonlyMap<number, Contour[]> {
  const slices = new Map<number, DrawnContour[]>();
  for (const one of drawn) slices.set(one.slice, [...(slices.get(one.slice) ?? []), one]);
  for (const [slice, contours] of slices) {
    const heights = contours.map(({ heightMm }) => heightMm);
    if (Math.max(...heights) - Math.min(...heights) > SAME_PLANE_MM) throw together(slice, ct);
  }
  return new Map([...slices].map(([slice, contours]) => [slice, contours.map(({ contour }) => contour)]));
}

function openWarning(count: number): Warning[] {
  if (count === 0) return [];
  const message = `${count} contours of the ROI are open lines or points; they enclose nothing and were left out.`;
  return [{ code: 'OPEN_CONTOURS', message }];
}

/** A contour between two slices counts for the nearer one. */
function betweenWarning(drawn: readonly DrawnContour[]): Warning[] {
  const off = drawn.filter(({ offPlaneMm }) => offPlaneMm > SAME_PLANE_MM);
  if (off.length === 0) return [];
  const farthest = Math.max(...off.map(({ offPlaneMm }) => offPlaneMm));
  const message = `${off.length} contours lie up to ${farthest.toFixed(2)} mm beside their slices; the nearest slice was taken.`;
  return [{ code: 'BESIDE_SLICES', message }];
}

const oblique = (): TimescopeError =>
  new TimescopeError('GEOMETRY', 'The ROI has contours that do not lie on one slice of the CT.', {
    nextStep: 'Draw the ROI on the slices of the CT, or export it as a mask.',
  });

const together = (slice: number, { sliceUids }: VolumeSlices): TimescopeError =>
  new TimescopeError('GEOMETRY', `Contours of several planes fall on slice ${slice} of the CT.`, {
    nextStep: 'Choose the CT that the ROI was drawn on; its slices lie as close as the contours.',
    fields: { slice, uid: sliceUids[slice] },
  });
