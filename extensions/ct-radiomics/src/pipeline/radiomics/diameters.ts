import type { VolumeSize } from '@timescope/core/volume';
import { convexHull } from './convexHull.kernel';
import { farthestApart } from './farthestApart.kernel';
import { flatHull } from './flatHull';
import type { SpacingMm } from './imageVoxels';
import { meshEnds, withoutInnerPoints } from './mesh.kernel';

/** Greatest distances between two vertices of the surface mesh, in mm. */
export interface Diameters {
  readonly volume: number;
  /** Within one plane across z, across y and across x. */
  readonly slice: number;
  readonly column: number;
  readonly row: number;
}

/** Only corners of the convex hull can be the farthest apart, so the hull comes first. */
export function diameters(mask: Uint8Array, size: VolumeSize, spacingMm: SpacingMm): Diameters {
  const { alongX, alongY } = meshEnds(mask, size);
  const points = withoutInnerPoints(alongX, size);
  return {
    volume: farthestApart(convexHull(points)?.corners ?? points, spacingMm),
    slice: widestPlane(alongX, 2, spacingMm),
    column: widestPlane(alongX, 1, spacingMm),
    row: widestPlane(alongY, 0, spacingMm),
  };
}

type Axis = 0 | 1 | 2;

function widestPlane(points: Int32Array, across: Axis, spacingMm: SpacingMm): number {
  const planes = new Map<number, [number, number][]>();
  const [u, v] = across === 0 ? [1, 2] : across === 1 ? [0, 2] : [0, 1];
  for (let at = 0; at < points.length; at += 3) {
    const place = points[at + across] ?? 0;
    const plane = planes.get(place) ?? [];
    plane.push([points[at + u] ?? 0, points[at + v] ?? 0]);
    planes.set(place, plane);
  }
  const [su, sv] = [(spacingMm[u] ?? 0) / 2, (spacingMm[v] ?? 0) / 2];
  return Math.max(...Array.from(planes.values(), plane => widest(flatHull(plane), su, sv)));
}

export function widest(points: readonly (readonly [number, number])[], stepU: number, stepV: number): number {
  const flat = new Int32Array(3 * points.length);
  points.forEach(([u, v], at) => {
    flat[3 * at] = u;
    flat[3 * at + 1] = v;
  });
  return farthestApart(flat, [2 * stepU, 2 * stepV, 0]);
}
