import { sliceNormal, slicePositionMm } from '@timescope/core/geometry/slicePoint';
import type { SliceViewport, World } from './cornerstone';
import type { DisplayedCt } from './displayedCt';

/** Brings a slice of the CT into view. */
export function showSlice(viewport: SliceViewport, ct: DisplayedCt, slice: number): void {
  if (viewport.setImageIdIndex) {
    void viewport.setImageIdIndex(viewport.getImageIds().indexOf(ct.imageIds[slice] ?? ''));
    return;
  }
  const { frameOfReferenceUid } = ct.grid;
  viewport.setViewReference({
    cameraFocalPoint: sliceCentre(ct, slice),
    viewPlaneNormal: viewport.getCamera().viewPlaneNormal ?? [0, 0, -1],
    ...(frameOfReferenceUid !== undefined && { FrameOfReferenceUID: frameOfReferenceUid }),
  });
  viewport.render();
}

/** Ours: half of one degree off counts as the same orientation. */
const PARALLEL = 0.99996;
/** Ours: rounding of the host's camera. */
const ON_PLANE_MM = 0.1;

/** Whether the viewport now shows exactly this slice, in its own plane. */
export function showsSlice(viewport: SliceViewport, { grid }: DisplayedCt, slice: number): boolean {
  const { focalPoint, viewPlaneNormal } = viewport.getCamera();
  if (!focalPoint || !viewPlaneNormal) return false;
  const normal = sliceNormal(grid);
  const at = slicePositionMm(grid, slice, 0, 0);
  const along = (v: readonly [number, number, number]) =>
    v[0] * normal[0] + v[1] * normal[1] + v[2] * normal[2];
  const apart = along([focalPoint[0] - at[0], focalPoint[1] - at[1], focalPoint[2] - at[2]]);
  return Math.abs(along(viewPlaneNormal)) >= PARALLEL && Math.abs(apart) <= ON_PLANE_MM;
}

function sliceCentre({ grid }: DisplayedCt, slice: number): World {
  const [nx, ny] = grid.size;
  const [x, y, z] = slicePositionMm(grid, slice, (nx - 1) / 2, (ny - 1) / 2);
  return [x, y, z];
}
