import { millimetres, type MicrometresPerPixel, type Millimetres } from './units';

/**
 * A point's type names the frame it is measured in. Pixel frames count from the top left corner of the first pixel,
 * so a pixel's centre is at +0.5. A slide's conversions live here, those of a volume (voxel ijk to patient LPS mm, a
 * voxel's centre at whole numbers as in DICOM) in geometry/slicePoint.
 */
interface Point<Frame extends string> {
  readonly frame: Frame;
  readonly x: number;
  readonly y: number;
}
/** Pixels of the full-resolution image (DICOM's total pixel matrix of the finest level). */
export type MatrixPoint = Point<'matrix'>;
/** Millimetres on the slide (DICOM's slide coordinate system). */
export type SlidePoint = Point<'slide'> & { readonly x: Millimetres; readonly y: Millimetres };

export type Vector3 = readonly [number, number, number];

/** Where a slide's total pixel matrix lies on the glass: origin in mm and the unit vectors of its rows and columns. */
export interface SlidePlacement {
  readonly originMm: { readonly x: number; readonly y: number };
  /** Direction of increasing column, then of increasing row (ImageOrientationSlide). */
  readonly orientation: readonly [number, number, number, number, number, number];
  readonly mpp: { readonly x: MicrometresPerPixel; readonly y: MicrometresPerPixel };
}

/** Where a volume lies in the patient. `slice` is the vector in mm from one slice to the next. */
export interface VolumePlacement {
  readonly originMm: Vector3;
  readonly row: Vector3;
  readonly column: Vector3;
  readonly slice: Vector3;
  /** Distance between the centres of neighbouring columns, then of neighbouring rows. */
  readonly spacingMm: { readonly x: Millimetres; readonly y: Millimetres };
}

export const matrixPoint = (x: number, y: number): MatrixPoint => ({ frame: 'matrix', x, y });

/** DICOM places the origin at the centre of the first pixel, our pixel frames at its corner: hence the half. */
export function slideFromMatrix(point: MatrixPoint, placement: SlidePlacement): SlidePoint {
  const [cx, cy, , rx, ry] = placement.orientation;
  const alongRow = ((point.x - 0.5) * placement.mpp.x) / 1000;
  const alongColumn = ((point.y - 0.5) * placement.mpp.y) / 1000;
  return {
    frame: 'slide',
    x: millimetres(placement.originMm.x + cx * alongRow + rx * alongColumn),
    y: millimetres(placement.originMm.y + cy * alongRow + ry * alongColumn),
  };
}

/** The inverse of slideFromMatrix; rows and columns of a slide stand at right angles. */
export function matrixFromSlide(point: SlidePoint, placement: SlidePlacement): MatrixPoint {
  const [cx, cy, , rx, ry] = placement.orientation;
  const dx = point.x - placement.originMm.x;
  const dy = point.y - placement.originMm.y;
  return matrixPoint(
    ((cx * dx + cy * dy) * 1000) / placement.mpp.x + 0.5,
    ((rx * dx + ry * dy) * 1000) / placement.mpp.y + 0.5,
  );
}
