import type { Hotspot as HotspotOfResult } from '@timescope/core/result/scoreResult';
import { BIN_UM, type DensityMap } from './densityMap';

export type HotspotBy = 'cellsPerMm2' | 'positivePerMm2' | 'percentPositive';
export type HotspotArea = 'whole' | 'tumour' | 'stroma';

export interface Hotspot extends HotspotOfResult {
  readonly by: HotspotBy;
  /** Whose cells are counted. */
  readonly of: HotspotArea;
}

/** Edge of the field in micrometres: 1 mm2, as mitoses and immune cells are counted. Ours. */
export const FIELD_UM = 1000;

/**
 * Fewest cells of a field for its percentage: International Ki67 in Breast Cancer Working Group, JNCI 2011;103:1656
 * (500 cells at least).
 */
export const FIELD_CELLS = 500;

/**
 * The field with most cells, with most positive cells, and with the highest percentage of positive cells among fields of
 * at least FIELD_CELLS cells. Fields are 1 x 1 mm (smaller only where the slide is), at steps of 50 um from the slide's
 * corner. Of equal fields the one with more cells is taken, then the upper one, then the left one. Fields without
 * cells give no hotspot.
 */
export function hotspots(map: DensityMap, of: HotspotArea): Hotspot[] {
  const cells = integral(map, map.cells, of);
  const positive = integral(map, map.positive, of);
  const counted = (field: Field): Counted => ({
    ...field,
    cells: sumIn(cells, map.width, field),
    positive: sumIn(positive, map.width, field),
  });
  return RULES.flatMap(({ by, counts, isBetter }) => {
    let best: Counted | undefined;
    for (const field of fieldsOf(map)) {
      const candidate = counted(field);
      if (counts(candidate) && (!best || isBetter(candidate, best))) best = candidate;
    }
    return best ? [hotspotOf(map, by, of, best)] : [];
  });
}

interface Field {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

interface Counted extends Field {
  readonly cells: number;
  readonly positive: number;
}

interface Rule {
  readonly by: HotspotBy;
  readonly counts: (field: Counted) => boolean;
  /** Whether `b`, which comes after `a` in reading order, is strictly better. */
  readonly isBetter: (b: Counted, a: Counted) => boolean;
}

const RULES: readonly Rule[] = [
  { by: 'cellsPerMm2', counts: ({ cells }) => cells > 0, isBetter: (b, a) => b.cells > a.cells },
  {
    by: 'positivePerMm2',
    counts: ({ positive }) => positive > 0,
    isBetter: (b, a) => b.positive > a.positive || (b.positive === a.positive && b.cells > a.cells),
  },
  {
    by: 'percentPositive',
    counts: ({ cells }) => cells >= FIELD_CELLS,
    // Shares are compared as products of whole numbers: exact.
    isBetter: (b, a) => {
      const difference = b.positive * a.cells - a.positive * b.cells;
      return difference > 0 || (difference === 0 && b.cells > a.cells);
    },
  },
];

function* fieldsOf({ width, height }: DensityMap): Generator<Field> {
  const columns = Math.min(width, FIELD_UM / BIN_UM);
  const rows = Math.min(height, FIELD_UM / BIN_UM);
  for (let row = 0; row + rows <= height; row++) {
    for (let column = 0; column + columns <= width; column++) yield { column, row, columns, rows };
  }
}

const PLANES_OF = { whole: [0, 1, 2], tumour: [1], stroma: [2] } as const;

/** Sums over all bins above and to the left: (width + 1) x (height + 1). */
function integral({ width, height }: DensityMap, counts: Uint32Array, of: HotspotArea): Uint32Array {
  const sums = new Uint32Array((width + 1) * (height + 1));
  for (let row = 0; row < height; row++) {
    let inRow = 0;
    for (let column = 0; column < width; column++) {
      for (const plane of PLANES_OF[of]) inRow += counts[plane * width * height + row * width + column] ?? 0;
      const above = sums[row * (width + 1) + column + 1] ?? 0;
      sums[(row + 1) * (width + 1) + column + 1] = above + inRow;
    }
  }
  return sums;
}

function sumIn(sums: Uint32Array, width: number, { column, row, columns, rows }: Field): number {
  const at = (x: number, y: number) => sums[y * (width + 1) + x] ?? 0;
  const [right, lower] = [column + columns, row + rows];
  return at(right, lower) - at(column, lower) - at(right, row) + at(column, row);
}

function hotspotOf(map: DensityMap, by: HotspotBy, of: HotspotArea, field: Counted): Hotspot {
  const { cells, positive, column, row, columns, rows } = field;
  const fieldMm2 = (columns * rows * BIN_UM * BIN_UM) / 1e6;
  return {
    by,
    of,
    x: column * map.binMatrix.x,
    y: row * map.binMatrix.y,
    width: columns * map.binMatrix.x,
    height: rows * map.binMatrix.y,
    fieldMm2,
    cells,
    positive,
    cellsPerMm2: cells / fieldMm2,
    positivePerMm2: positive / fieldMm2,
    percentPositive: cells > 0 ? (100 * positive) / cells : null,
  };
}
