import { squaredDistancesMm2 } from '@timescope/core/geometry/squaredDistances.kernel';
import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import { codeOf, type ClassMap, type MapClass } from '../tissueMap/classMap';
import { MAP_CELL_UM } from '../tissueMap/mapGrid';
import { connectedParts } from './connectedParts';

/** Millimetres along a cell of the map. */
const CELL_MM = MAP_CELL_UM / 1000;
/** Width of the invasive margin on either side of the border. The papers give none: ours, as usual for such assays. */
export const MARGIN_UM = 500;
/** Stroma between nests up to twice this far apart belongs to the tumour; other tissue between them does not. Ours. */
const CLOSING_MM = 0.25;
/** Other tissue smaller than this is no place outside the tumour: enclosed it is part of it, else it is no place at all. Ours. */
const LEAST_OUTSIDE_MM2 = 0.1;
const LEAST_TUMOUR_MM2 = 0.1;
/** Nests with their stroma that hold less epithelium than this are no tumour: single false tiles hold 0.006 mm2. Ours. */
const LEAST_EPITHELIUM_MM2 = 0.05;

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
  const { body, outside } = bodyAndOutside(map);
  if (!body.includes(1))
    return notComputable('No tumour epithelium was found, so there is no centre and no margin.');
  const border = borderOf(map, body, outside);
  const values = body.map((is, cell) => (is === 1 ? CENTRE : outside[cell] === 1 ? OUTSIDE : 0));
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

/** 1 on the cells of the tumour with its stroma. */
export const tumourBody = (map: ClassMap): Uint8Array<ArrayBuffer> => bodyAndOutside(map).body;

interface BodyAndOutside {
  readonly body: Uint8Array<ArrayBuffer>;
  /** The other tissue, without crumbs. */
  readonly outside: Uint8Array<ArrayBuffer>;
}

/** Tumour cells closed over stroma, without crumbs, with what they enclose. */
function bodyAndOutside(map: ClassMap): BodyAndOutside {
  const isTissue = map.values.map(code => (code === 0 ? 0 : 1));
  const nests = marked(map, 'TUM');
  if (!nests.includes(1)) return { body: nests, outside: isTissue };
  const closed = closedOver(map, nests, marked(map, 'STR'));
  const body = connectedParts(
    closed,
    map,
    part =>
      mm2Of(part) >= LEAST_TUMOUR_MM2 &&
      mm2Of(part.filter(cell => nests[cell] === 1)) >= LEAST_EPITHELIUM_MM2,
  );
  const other = isTissue.map((is, cell) => (is === 1 && body[cell] === 0 ? 1 : 0));
  const outside = connectedParts(other, map, part => mm2Of(part) >= LEAST_OUTSIDE_MM2);
  const crumbs = other.map((is, cell) => (is === 1 && outside[cell] === 0 ? 1 : 0));
  const enclosed = connectedParts(crumbs, map, part => part.every(cell => isWithin(isTissue, map, cell)));
  return { body: body.map((is, cell) => (is === 1 || enclosed[cell] === 1 ? 1 : 0)), outside };
}

function marked({ values }: ClassMap, name: MapClass): Uint8Array<ArrayBuffer> {
  const code = codeOf(name);
  return values.map(value => (value === code ? 1 : 0));
}

/** Cells around the map, so that tissue at its edge is no gap between nests. */
const RIM = Math.ceil(CLOSING_MM / CELL_MM) + 1;

/** Nests and the stroma of gaps between them: what no circle of the closing's radius without a nest reaches. */
function closedOver({ width, height }: ClassMap, nests: Uint8Array, stroma: Uint8Array): Uint8Array {
  const wide = { width: width + 2 * RIM, height: height + 2 * RIM };
  const at = (cell: number) => (Math.floor(cell / width) + RIM) * wide.width + (cell % width) + RIM;
  const wideNests = new Uint8Array(wide.width * wide.height);
  nests.forEach((is, cell) => (wideNests[at(cell)] = is));
  const most = CLOSING_MM * CLOSING_MM;
  const beyond = Uint8Array.from(distances(wide, wideNests), squared => (squared > most ? 1 : 0));
  const away = distances(wide, beyond);
  return nests.map((is, cell) => (is === 1 || (stroma[cell] === 1 && (away[at(cell)] ?? 0) > most) ? 1 : 0));
}

const mm2Of = ({ length }: readonly number[]): number => length * CELL_MM * CELL_MM;

/** Whether a cell lies neither beside glass nor at the edge of the map. */
function isWithin(isTissue: Uint8Array, { width, height }: ClassMap, cell: number): boolean {
  const [x, y] = [cell % width, Math.floor(cell / width)];
  if (x === 0 || y === 0 || x === width - 1 || y === height - 1) return false;
  return [cell - 1, cell + 1, cell - width, cell + width].every(beside => isTissue[beside] === 1);
}

/** Cells of the body beside other tissue. */
function borderOf(
  { width, height }: ClassMap,
  body: Uint8Array,
  outside: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const isOther = (x: number, y: number) =>
    x >= 0 && y >= 0 && x < width && y < height && outside[y * width + x] === 1;
  return Uint8Array.from(body, (is, cell) => {
    const [x, y] = [cell % width, Math.floor(cell / width)];
    const touches = isOther(x - 1, y) || isOther(x + 1, y) || isOther(x, y - 1) || isOther(x, y + 1);
    return is === 1 && touches ? 1 : 0;
  });
}

const distances = ({ width, height }: Pick<ClassMap, 'width' | 'height'>, marked: Uint8Array): Float64Array =>
  squaredDistancesMm2(marked, [width, height, 1], [CELL_MM, CELL_MM, 1]);
