import type { PixelRect } from '@timescope/core/raster';
import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import { classMm2, tissueMm2, type ClassMap } from '../tissueMap/classMap';
import { MAP_CELL_PIXELS, MAP_CELL_UM } from '../tissueMap/mapGrid';
import type { FieldPlace } from './immuneScore';
import {
  cellsUnder,
  isMostlyGlass,
  isSameRect,
  rectOf,
  tissueUnder,
  type FieldCells,
  type PlacedField,
} from './placedField';
import type { PositiveCells } from './positiveCells';
import { CENTRE, MARGIN, type TumourPlaces } from './tumourPlaces';

/** CT radiomics paper: four fields each of the centre and the invasive margin, for CD3 and for CD8. */
export const FIELDS_A_PLACE = 4;
/** Ours: about what a 20x objective photographs; the paper says 200x and no size. */
export const FIELD_UM = 500;
/** A field is of a place when at least this share of its tissue is. Ours. */
const LEAST_SHARE = 0.6;
/** Of the tissue of a field of the centre, tumour and stroma are at least this share. Ours. */
const LEAST_TUMOUR_AND_STROMA = 0.7;
/** A field shows tissue on at least this share of its area. Ours. */
const LEAST_TISSUE = 0.5;
/** Fields with at least so much tissue, so much of it in the place, are looked for first. Ours. */
const FITS = [0.9, 0.8, 0.7, 0.6, 0.5] as const;

/** A square field, in matrix pixels, with what was counted in it. */
export interface ImmuneField extends PixelRect {
  readonly positive: number;
  readonly tissueMm2: number;
  readonly densityPerMm2: number;
  /** A reader put it here; where the tool proposed it stands nowhere else. */
  readonly isMoved?: true;
}

export interface PlaceFields {
  readonly fields: readonly ImmuneField[];
  /** Positive cells of all four over their tissue. */
  readonly densityPerMm2: number;
}

/** Cells of the map along a field. */
export const edgeCells = (fieldUm: number): number => Math.round(fieldUm / MAP_CELL_UM);

interface Candidate {
  readonly column: number;
  readonly row: number;
  /** Of its tissue, in the place. */
  readonly share: number;
  /** The share, or that of tissue in its area where it is less. */
  readonly fit: number;
}

/**
 * Four fields of a place that do not overlap, with as little glass and other places as can be: the one that lies most
 * within it, then always the one farthest from those chosen. Through those of the margin runs the tumour's border, if it
 * is long enough for four. Cells are not looked at while choosing, so no hot spot is preferred.
 */
export function proposedFields(
  map: ClassMap,
  { values, border, noMargin }: TumourPlaces,
  place: FieldPlace,
  fieldUm: number,
  cells: PositiveCells,
): Computable<PlaceFields> {
  if (place === 'margin' && noMargin !== undefined) return notComputable(noMargin);
  const edge = edgeCells(fieldUm);
  const candidates =
    place === 'centre'
      ? candidatesOf(map, values, CENTRE, edge).filter(isOfTumour(map, edge))
      : candidatesOf(map, values, MARGIN, edge);
  const onBorder = place === 'margin' ? candidates.filter(isCrossedBy(map, border, edge)) : [];
  const chosen = bestFitting([onBorder, candidates], edge);
  if (chosen.length < FIELDS_A_PLACE) return notComputable(tooFew(place, chosen.length, fieldUm));
  const fields = chosen.map(({ column, row }) =>
    counted(map, { column, row, across: edge, down: edge }, cells),
  );
  return { kind: 'computed', ...together(fields) };
}

function together(fields: readonly ImmuneField[]): PlaceFields {
  const positive = fields.reduce((sum, field) => sum + field.positive, 0);
  const area = fields.reduce((sum, field) => sum + field.tissueMm2, 0);
  return { fields, densityPerMm2: positive / area };
}

/**
 * The fields of a place with those that a reader put elsewhere, counted where they lie now. All four of them need no
 * proposal. @param placed of this place
 */
export function movedFields(
  map: ClassMap,
  proposed: Computable<PlaceFields>,
  placed: readonly PlacedField[],
  cells: PositiveCells,
): Computable<PlaceFields> {
  if (placed.length === 0) return proposed;
  const before = proposed.kind === 'computed' ? proposed.fields : [];
  const fields: ImmuneField[] = [];
  for (let index = 0; index < FIELDS_A_PLACE; index++) {
    const [own, there] = [placed.find(each => each.index === index), before[index]];
    const at = own && cellsUnder(own, map);
    const field = at ? { ...counted(map, at, cells), isMoved: true as const } : there;
    if (!field) return proposed;
    if (at && isMostlyGlass(field.tissueMm2, at)) return notComputable(onGlass(own));
    fields.push(there && isSameRect(field, there) ? there : field);
  }
  return { kind: 'computed', ...together(fields) };
}

const onGlass = ({ place, index }: PlacedField): string =>
  `Field "${place} ${index + 1}" was moved to where less than half of it is tissue; put it back.`;

const PLACE_NAMES: Readonly<Record<FieldPlace, string>> = {
  centre: "the tumour's centre",
  margin: 'the invasive margin',
};

const tooFew = (place: FieldPlace, found: number, fieldUm: number): string =>
  `Only ${found} of ${FIELDS_A_PLACE} fields of ${fieldUm} um fit into ${PLACE_NAMES[place]}. ${SMALLER_FIELD}`;

/** Where the edge of the fields is set. */
export const SMALLER_FIELD =
  'Choose a smaller field: "Field" under the immune scores in the viewer, --field on the command line.';

/** Every second cell is tried as a corner. */
function candidatesOf(map: ClassMap, places: Uint8Array, code: number, edge: number): Candidate[] {
  const { columns, rows } = map.whole;
  const own = rectSums(map, cell => (places[cell] === code ? (map.tissuePixels[cell] ?? 0) : 0));
  const all = rectSums(map, cell => map.tissuePixels[cell] ?? 0);
  const full = edge * edge * MAP_CELL_PIXELS;
  const found: Candidate[] = [];
  for (let row = 0; row + edge <= rows; row += 2)
    for (let column = 0; column + edge <= columns; column += 2) {
      const tissue = all(column, row, edge);
      const share = own(column, row, edge) / tissue;
      if (tissue >= LEAST_TISSUE * full && share >= LEAST_SHARE)
        found.push({ column, row, share, fit: Math.min(share, tissue / full) });
    }
  return found;
}

/** Whether a field's tissue is tumour and stroma for the most part. */
function isOfTumour(map: ClassMap, edge: number) {
  const own = rectSums(map, cell => classMm2(map, cell, 'TUM') + classMm2(map, cell, 'STR'));
  const all = rectSums(map, cell => tissueMm2(map, cell));
  return ({ column, row }: Candidate) =>
    own(column, row, edge) >= LEAST_TUMOUR_AND_STROMA * all(column, row, edge);
}

/** Whether the border runs through the middle of a field, a square of half its edge. */
function isCrossedBy(map: ClassMap, border: Uint8Array, edge: number) {
  const onBorder = rectSums(map, cell => border[cell] ?? 0);
  const [inset, middle] = [Math.floor(edge / 4), Math.max(1, Math.ceil(edge / 2))];
  return ({ column, row }: Candidate) => onBorder(column + inset, row + inset, middle) > 0;
}

/** Sums over rectangles by a table of sums over all that lies left and above. */
export function rectSums(
  { width, height }: Pick<ClassMap, 'width' | 'height'>,
  of: (cell: number) => number,
) {
  const across = width + 1;
  const table = new Float64Array(across * (height + 1));
  for (let y = 0; y < height; y++)
    for (let x = 0, row = 0; x < width; x++) {
      row += of(y * width + x);
      table[(y + 1) * across + x + 1] = (table[y * across + x + 1] ?? 0) + row;
    }
  const at = (x: number, y: number) => table[y * across + x] ?? 0;
  return (x: number, y: number, across: number, down = across) =>
    at(x + across, y + down) - at(x, y + down) - at(x + across, y) + at(x, y);
}

/** Four of the best that four can be had of; else as many as there are. @param choices those to be preferred first */
function bestFitting(choices: readonly (readonly Candidate[])[], edge: number): Candidate[] {
  let most: Candidate[] = [];
  for (const candidates of choices)
    for (const least of FITS) {
      const chosen = spreadOut(
        candidates.filter(({ fit }) => fit >= least),
        edge,
      );
      if (chosen.length === FIELDS_A_PLACE) return chosen;
      if (chosen.length > most.length) most = chosen;
    }
  return most;
}

function spreadOut(candidates: readonly Candidate[], edge: number): Candidate[] {
  const chosen: Candidate[] = [];
  let left = [...candidates];
  while (chosen.length < FIELDS_A_PLACE && left.length > 0) {
    const next = best(left, each => (chosen.length === 0 ? each.share : nearestOf(each, chosen)));
    chosen.push(next);
    left = left.filter(each => !overlap(each, next, edge));
  }
  return chosen;
}

/** Of equal ones the first. */
function best(candidates: readonly Candidate[], worth: (candidate: Candidate) => number): Candidate {
  return candidates.reduce((a, b) => (worth(b) > worth(a) ? b : a));
}

const nearestOf = (each: Candidate, chosen: readonly Candidate[]): number =>
  Math.min(...chosen.map(other => (each.column - other.column) ** 2 + (each.row - other.row) ** 2));

const overlap = (a: Candidate, b: Candidate, edge: number): boolean =>
  Math.abs(a.column - b.column) < edge && Math.abs(a.row - b.row) < edge;

function counted(map: ClassMap, at: FieldCells, cells: PositiveCells): ImmuneField {
  const rect = rectOf(at, map);
  const area = tissueUnder(map, at);
  const positive = cells.countIn(rect);
  return { ...rect, positive, tissueMm2: area, densityPerMm2: positive / area };
}
