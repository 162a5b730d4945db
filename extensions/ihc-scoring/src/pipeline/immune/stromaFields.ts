import type { PixelRect } from '@timescope/core/raster';
import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import { codeOf, tissueMm2, type ClassMap } from '../tissueMap/classMap';
import { MAP_CELL_UM } from '../tissueMap/mapGrid';
import type { TwoGroups } from './immuneGroups';
import { cellsUnder, rectOf, type FieldCells } from './placedField';

/** CT radiomics paper, "TSR measurements": three fields, the maximum of them. */
export const STROMA_FIELDS = 3;
/** CT radiomics paper: from 10 to 90 % in steps of 10. */
const STEP = 0.1;
const LEAST = 0.1;
const MOST = 0.9;
const HIGH_ABOVE = 0.5;
/** Tumour must show within this share of the field's edge from each of its four sides. Ours. */
const SIDE = 0.2;

/** A square field in matrix pixels and its stroma. */
export interface StromaField extends PixelRect {
  readonly stromaMm2: number;
  readonly tissueMm2: number;
  /** In steps of a tenth. */
  readonly ratio: number;
  /** The tool's own, where a reader has said otherwise. */
  readonly proposed?: number;
  /** A reader put it here. */
  readonly isMoved?: true;
}

export interface StromaOfFields {
  /** The greatest of the fields' ratios, 0.1 to 0.9. */
  readonly value: number;
  readonly group: TwoGroups;
  readonly fields: readonly StromaField[];
}

/**
 * The tumour-stroma ratio as the CT radiomics paper reads it: stroma over all tissue of a field with tumour on all sides,
 * in the three fields with most stroma that do not overlap.
 */
export function stromaOfFields(map: ClassMap, fieldUm: number): Computable<StromaOfFields> {
  const edge = Math.round(fieldUm / MAP_CELL_UM);
  const fields: StromaField[] = [];
  for (const field of candidates(map, edge).sort((a, b) => share(b) - share(a)))
    if (fields.length < STROMA_FIELDS && fields.every(other => !overlap(field, other))) fields.push(field);
  if (fields.length < STROMA_FIELDS)
    return notComputable(
      `Only ${fields.length} of ${STROMA_FIELDS} fields of ${fieldUm} um have tumour on all four sides.`,
    );
  return { kind: 'computed', ...stromaOf(fields) };
}

/** The greatest of the fields counts. */
export function stromaOf(fields: readonly StromaField[]): StromaOfFields {
  const value = Math.max(...fields.map(({ ratio }) => ratio));
  return { value, group: value > HIGH_ABOVE ? 'high' : 'low', fields };
}

const share = ({ stromaMm2, tissueMm2: all }: StromaField): number => stromaMm2 / all;

function candidates(map: ClassMap, edge: number): StromaField[] {
  const found: StromaField[] = [];
  const { columns, rows } = map.whole;
  for (let row = 0; row + edge <= rows; row += 2)
    for (let column = 0; column + edge <= columns; column += 2) {
      const field =
        hasTumourAround(map, column, row, edge) && fieldAt(map, { column, row, across: edge, down: edge });
      if (field) found.push(field);
    }
  return found;
}

function hasTumourAround({ width, values }: ClassMap, column: number, row: number, edge: number): boolean {
  const tumour = codeOf('TUM');
  const side = Math.max(1, Math.round(SIDE * edge));
  let [left, right, upper, lower] = [false, false, false, false];
  for (let y = 0; y < edge; y++)
    for (let x = 0; x < edge; x++) {
      if (values[(row + y) * width + column + x] !== tumour) continue;
      left ||= x < side;
      right ||= x >= edge - side;
      upper ||= y < side;
      lower ||= y >= edge - side;
    }
  return left && right && upper && lower;
}

/** All three fields where a reader put them. @param placed in their order */
export function stromaOfPlaced(map: ClassMap, placed: readonly PixelRect[]): Computable<StromaOfFields> {
  const fields = placed.flatMap(each => movedStromaField(map, each) ?? []);
  if (fields.length < placed.length)
    return notComputable('Less than half of a field that a reader moved is tissue; put it back.');
  return { kind: 'computed', ...stromaOf(fields) };
}

/** Where a reader put a field; undefined where less than half of it is tissue. Tumour on all sides is the reader's care. */
export function movedStromaField(map: ClassMap, to: PixelRect): StromaField | undefined {
  const field = fieldAt(map, cellsUnder(to, map));
  return field && { ...field, isMoved: true };
}

function fieldAt(map: ClassMap, at: FieldCells): StromaField | undefined {
  const { column, row, across, down } = at;
  const stroma = codeOf('STR');
  let [stromaArea, all] = [0, 0];
  for (let y = row; y < row + down; y++)
    for (let x = column; x < column + across; x++) {
      const cell = y * map.width + x;
      all += tissueMm2(map, cell);
      if (map.values[cell] === stroma) stromaArea += tissueMm2(map, cell);
    }
  // Glass is no part of a field with tumour on all sides; half of one is too much. Ours.
  if (all < 0.5 * across * down * (MAP_CELL_UM / 1000) ** 2) return undefined;
  const steps = Math.round(stromaArea / all / STEP);
  const ratio = Math.min(MOST, Math.max(LEAST, steps / 10));
  return { ...rectOf(at, map), stromaMm2: stromaArea, tissueMm2: all, ratio };
}

const overlap = (a: PixelRect, b: PixelRect): boolean =>
  Math.abs(a.x - b.x) < a.width && Math.abs(a.y - b.y) < a.height;
