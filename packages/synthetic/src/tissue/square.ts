import { classOf, FIELD, FIELDS } from './fields';
import type { TissueClass } from './tissueClasses';

/** A section is made square by square; their edge and the distance between the points of their grids, um. */
export const SQUARE_UM = 64;
export const STEP_UM = 4;
/** Points of a square's grid along one edge; the last stand on the next square's first. */
export const POINTS = SQUARE_UM / STEP_UM + 1;

/** The fields of one square, a plane of POINTS x POINTS values a field, row-major. */
export interface Square {
  /** Top left corner, um of the section. */
  readonly x: number;
  readonly y: number;
  readonly values: Float32Array;
}

export type FillPoint = (x: number, y: number, values: Float32Array, offset: number, stride: number) => void;

export function fillSquare(column: number, row: number, fill: FillPoint): Square {
  const [x, y] = [column * SQUARE_UM, row * SQUARE_UM];
  const values = new Float32Array(FIELDS * POINTS * POINTS);
  for (let j = 0, at = 0; j < POINTS; j++)
    for (let i = 0; i < POINTS; i++, at++)
      fill(x + i * STEP_UM, y + j * STEP_UM, values, at, POINTS * POINTS);
  return { x, y, values };
}

/** A field between the points of the grid; beyond the square, that of its border. @param x um of the section */
export function fieldIn(square: Square, field: number, x: number, y: number): number {
  const [gx, gy] = [inGrid((x - square.x) / STEP_UM), inGrid((y - square.y) / STEP_UM)];
  const [column, row] = [Math.min(POINTS - 2, Math.floor(gx)), Math.min(POINTS - 2, Math.floor(gy))];
  const [u, v] = [gx - column, gy - row];
  const at = field * POINTS * POINTS + row * POINTS + column;
  const value = (offset: number) => square.values[at + offset] ?? 0;
  const top = value(0) * (1 - u) + value(1) * u;
  return top * (1 - v) + (value(POINTS) * (1 - u) + value(POINTS + 1) * u) * v;
}

const inGrid = (place: number): number => Math.max(0, Math.min(POINTS - 1, place));

export const classIn = (square: Square, x: number, y: number): TissueClass =>
  classOf(field => fieldIn(square, field, x, y));

/** The largest value of a field in the square. */
export function largest({ values }: Square, field: number): number {
  const from = field * POINTS * POINTS;
  let most = -Infinity;
  for (let at = from; at < from + POINTS * POINTS; at++) most = Math.max(most, values[at] ?? most);
  return most;
}

export function smallest({ values }: Square, field: number): number {
  const from = field * POINTS * POINTS;
  let least = Infinity;
  for (let at = from; at < from + POINTS * POINTS; at++) least = Math.min(least, values[at] ?? least);
  return least;
}

/** No tissue reaches into the square: borders are frayed by less than 6 um. */
export const isGlass = (square: Square): boolean => largest(square, FIELD.tissue) < -6;
