import type { PixelRect } from '@timescope/core/raster';
import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import { codeOf, tissueMm2, type ClassMap } from '../tissueMap/classMap';
import { MAP_CELL_UM } from '../tissueMap/mapGrid';
import type { TwoGroups } from './immuneGroups';
import { rectSums, SMALLER_FIELD } from './immuneFields';
import { cellsUnder, rectOf, type FieldCells } from './placedField';
import { tumourBody } from './tumourPlaces';

/** CT radiomics paper, "TSR measurements": three fields, the maximum of them. */
export const STROMA_FIELDS = 3;
/** CT radiomics paper: from 10 to 90 % in steps of 10. */
const STEP = 0.1;
const LEAST = 0.1;
const MOST = 0.9;
const HIGH_ABOVE = 0.5;
/** A side of a field is a strip as deep as this share of its edge, without the corners that it shares with other sides. Ours. */
const SIDE = 0.2;
/**
 * Tumour of the tumour's body must show on this share of each strip, and on two cells of the map; on half of a strip of less
 * than four. Ours.
 */
const LEAST_ON_SIDE = 0.25;
const LEAST_CELLS_ON_SIDE = 2;

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
      `Only ${fields.length} of ${STROMA_FIELDS} fields of ${fieldUm} um have tumour on all four sides. ${SMALLER_FIELD}`,
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
  const hasTumourAround = tumourAround(map, edge);
  for (let row = 0; row + edge <= rows; row += 2)
    for (let column = 0; column + edge <= columns; column += 2) {
      const field = hasTumourAround(column, row) && fieldAt(map, { column, row, across: edge, down: edge });
      if (field) found.push(field);
    }
  return found;
}

/** Whether each of the four sides of a field has tumour of its own. */
function tumourAround(map: ClassMap, edge: number): (column: number, row: number) => boolean {
  const body = tumourBody(map);
  const tumour = codeOf('TUM');
  const sumOf = rectSums(map, cell => (body[cell] === 1 && map.values[cell] === tumour ? 1 : 0));
  const side = Math.max(1, Math.round(SIDE * edge));
  const along = edge - 2 * side;
  const least = Math.max(LEAST_ON_SIDE * side * along, Math.min(LEAST_CELLS_ON_SIDE, (side * along) / 2));
  return (column, row) =>
    [
      sumOf(column, row + side, side, along),
      sumOf(column + edge - side, row + side, side, along),
      sumOf(column + side, row, along, side),
      sumOf(column + side, row + edge - side, along, side),
    ].every(cells => cells >= least);
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
