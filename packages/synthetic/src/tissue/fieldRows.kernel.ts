import { FIELDS } from './fields';
import { POINTS, SQUARE_UM, STEP_UM, type Square } from './square';
import type { StainPlanes } from './stainPlanes';

const PLANE = POINTS * POINTS;

/** The pixels of a tile that lie in a square: half-open, counted from the tile's corner. */
export interface PixelsOfSquare {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export function pixelsOf(planes: StainPlanes, square: Square): PixelsOfSquare {
  const { mpp, x, y, width, height } = planes;
  const first = (um: number, origin: number) => Math.ceil(um / mpp - 0.5) - origin;
  return {
    left: Math.max(0, first(square.x, x)),
    top: Math.max(0, first(square.y, y)),
    right: Math.min(width, first(square.x + SQUARE_UM, x)),
    bottom: Math.min(height, first(square.y + SQUARE_UM, y)),
  };
}

/** Fields along one row of pixels of a square: field `f` of the pixel `x` stands at f * `most` + x - left. */
export interface FieldRows {
  readonly values: Float64Array;
  readonly most: number;
  /** Point of the grid before each pixel, and how far beyond it the pixel lies, in steps. */
  readonly columns: Int32Array;
  readonly beyond: Float64Array;
}

/** @param mpp of the finest image that is drawn with these rows */
export function newFieldRows(mpp: number): FieldRows {
  const most = Math.ceil(SQUARE_UM / mpp) + 1;
  return {
    values: new Float64Array(FIELDS * most),
    most,
    columns: new Int32Array(most),
    beyond: new Float64Array(most),
  };
}

/** Where the columns of pixels lie on the square's grid; once for all its rows. */
export function alignColumns(rows: FieldRows, planes: StainPlanes, square: Square, at: PixelsOfSquare): void {
  for (let x = at.left; x < at.right; x++) {
    const along = ((planes.x + x + 0.5) * planes.mpp - square.x) / STEP_UM;
    const column = Math.min(POINTS - 2, along | 0);
    rows.columns[x - at.left] = column;
    rows.beyond[x - at.left] = along - column;
  }
}

/** The values of some fields along a row of pixels, between the four points around each. @param y of the tile */
export function fillRow(
  rows: FieldRows,
  fields: readonly number[],
  planes: StainPlanes,
  square: Square,
  at: PixelsOfSquare,
  y: number,
): void {
  const down = ((planes.y + y + 0.5) * planes.mpp - square.y) / STEP_UM;
  const row = Math.min(POINTS - 2, down | 0);
  const v = down - row;
  const { values, most, columns, beyond } = rows;
  const points = square.values;
  const count = at.right - at.left;
  for (let k = 0; k < fields.length; k++) {
    const field = fields[k]!;
    const above = field * PLANE + row * POINTS;
    for (let i = 0; i < count; i++) {
      const point = above + columns[i]!;
      const u = beyond[i]!;
      const top = points[point]! + (points[point + 1]! - points[point]!) * u;
      const bottom = points[point + POINTS]! + (points[point + POINTS + 1]! - points[point + POINTS]!) * u;
      values[field * most + i] = top + (bottom - top) * v;
    }
  }
}
