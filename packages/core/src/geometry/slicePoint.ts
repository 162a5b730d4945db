import type { Vector3 } from '../frames';
import type { CtVolume } from '../volume';

/** A patient position seen from the nearest slice of a CT. */
export interface SlicePoint {
  /** Voxel k of the slice. */
  readonly slice: number;
  /** Column and row; the centre of a voxel lies at whole numbers. */
  readonly i: number;
  readonly j: number;
  /** Distance from the slice's plane in mm. */
  readonly offPlaneMm: number;
}

type Slices = Pick<CtVolume, 'placement' | 'slicePositionsMm'>;

/** The slice that lies nearest to a patient position (LPS, mm), and where on it. */
export function slicePointAt(volume: Slices, positionMm: Vector3): SlicePoint {
  const normal = sliceNormal(volume);
  const offsets = volume.slicePositionsMm.map(at => dot(minus(positionMm, at), normal));
  const slice = offsets.reduce(
    (best, offset, k) => (Math.abs(offset) < Math.abs(offsets[best] ?? Infinity) ? k : best),
    0,
  );
  const { row, column, spacingMm } = volume.placement;
  const inPlane = minus(positionMm, volume.slicePositionsMm[slice] ?? volume.placement.originMm);
  return {
    slice,
    i: dot(inPlane, row) / spacingMm.x,
    j: dot(inPlane, column) / spacingMm.y,
    offPlaneMm: Math.abs(offsets[slice] ?? 0),
  };
}

/** Patient position (LPS, mm) of column i and row j on slice k. */
export function slicePositionMm(volume: Slices, slice: number, i: number, j: number): Vector3 {
  const { row, column, spacingMm, originMm } = volume.placement;
  const at = volume.slicePositionsMm[slice] ?? originMm;
  const on = (axis: 0 | 1 | 2) => at[axis] + row[axis] * i * spacingMm.x + column[axis] * j * spacingMm.y;
  return [on(0), on(1), on(2)];
}

/** Unit vector perpendicular to the slices. */
export function sliceNormal({ placement: { row, column } }: Slices): Vector3 {
  return [
    row[1] * column[2] - row[2] * column[1],
    row[2] * column[0] - row[0] * column[2],
    row[0] * column[1] - row[1] * column[0],
  ];
}

const dot = (a: Vector3, b: Vector3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
const minus = (a: Vector3, b: Vector3): Vector3 => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
