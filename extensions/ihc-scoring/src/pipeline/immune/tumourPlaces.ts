import { squaredDistancesMm2 } from '@timescope/core/geometry/squaredDistances.kernel';
import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import { WORKING_MPP } from '../detection/workingMpp';
import { codeOf, type ClassMap } from '../tissueMap/classMap';
import { COARSE_STEP } from '../tissueMap/mapGrid';
import { withoutSmallParts } from './withoutSmallParts';

/** Millimetres along a cell of the map. */
const CELL_MM = (COARSE_STEP * WORKING_MPP) / 2 / 1000;
/** Width of the invasive margin on either side of the border. The papers give none: ours, as usual for such assays. */
export const MARGIN_UM = 500;
/** Stroma and lumina between nests up to twice this far apart belong to the tumour. Ours. */
const CLOSING_MM = 0.25;
/** Tissue enclosed by tumour, or cut off from the rest, that is smaller than this is no place outside it. Ours. */
const LEAST_OUTSIDE_MM2 = 0.1;
const LEAST_TUMOUR_MM2 = 0.1;

export const OUTSIDE = 1;
export const CENTRE = 2;
export const MARGIN = 3;

/** Where a cell of the map lies: 0 no tissue, 1 outside the tumour, 2 in its centre, 3 at its invasive margin. */
export interface TumourPlaces {
  readonly values: Uint8Array<ArrayBuffer>;
  /** Width of the margin on either side of the border. */
  readonly marginUm: number;
  /** 1 on the tumour's cells beside other tissue. */
  readonly border: Uint8Array<ArrayBuffer>;
  /** Why there is no margin, where there is none. */
  readonly noMargin?: string;
}

/**
 * The tumour as one body with its stroma, and the band on both sides of its border with other tissue: the border with glass
 * is no invasive margin.
 */
export function tumourPlaces(map: ClassMap, marginUm: number): Computable<TumourPlaces> {
  const isTissue = map.values.map(code => (code === 0 ? 0 : 1));
  const body = tumourBody(map, isTissue);
  if (!body.includes(1))
    return notComputable('No tumour epithelium was found, so there is no centre and no margin.');
  const border = borderOf(map, body, isTissue);
  const values = isTissue.map((is, cell) => (is === 0 ? 0 : body[cell] === 1 ? CENTRE : OUTSIDE));
  if (!border.includes(1))
    return {
      kind: 'computed',
      ...{ values, marginUm, border },
      noMargin: 'The tumour borders on no other tissue in this section, so there is no invasive margin.',
    };
  const squared = distances(map, border);
  const most = (marginUm / 1000) ** 2;
  const placed = values.map((value, cell) =>
    value !== 0 && (squared[cell] ?? Infinity) <= most ? MARGIN : value,
  );
  return { kind: 'computed', values: placed, marginUm, border };
}

/** Tumour cells closed over gaps, without crumbs, with what they enclose. */
function tumourBody(map: ClassMap, isTissue: Uint8Array): Uint8Array<ArrayBuffer> {
  const tumour = codeOf('TUM');
  const nests = map.values.map(code => (code === tumour ? 1 : 0));
  if (!nests.includes(1)) return nests;
  const most = CLOSING_MM * CLOSING_MM;
  const near = distances(map, nests);
  const beyond = near.map(squared => (squared > most ? 1 : 0));
  const away = distances(map, Uint8Array.from(beyond));
  const closed = nests.map((is, cell) =>
    isTissue[cell] === 1 && (is === 1 || (away[cell] ?? 0) > most) ? 1 : 0,
  );
  const body = withoutSmallParts(closed, map, LEAST_TUMOUR_MM2 / (CELL_MM * CELL_MM));
  const outside = isTissue.map((is, cell) => (is === 1 && body[cell] === 0 ? 1 : 0));
  const large = withoutSmallParts(outside, map, LEAST_OUTSIDE_MM2 / (CELL_MM * CELL_MM));
  return body.map((is, cell) => (is === 1 || (outside[cell] === 1 && large[cell] === 0) ? 1 : 0));
}

/** Cells of the body beside other tissue. */
function borderOf(
  { width, height }: ClassMap,
  body: Uint8Array,
  isTissue: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const isOther = (x: number, y: number) => {
    if (x < 0 || y < 0 || x >= width || y >= height) return false;
    const cell = y * width + x;
    return isTissue[cell] === 1 && body[cell] === 0;
  };
  return Uint8Array.from(body, (is, cell) => {
    const [x, y] = [cell % width, Math.floor(cell / width)];
    const touches = isOther(x - 1, y) || isOther(x + 1, y) || isOther(x, y - 1) || isOther(x, y + 1);
    return is === 1 && touches ? 1 : 0;
  });
}

const distances = ({ width, height }: ClassMap, marked: Uint8Array): Float64Array =>
  squaredDistancesMm2(marked, [width, height, 1], [CELL_MM, CELL_MM, 1]);
