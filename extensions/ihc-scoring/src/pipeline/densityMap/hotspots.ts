import { matrixPoint } from '@timescope/core/frames';
import type { PixelRect } from '@timescope/core/raster';
import type { Hotspot as HotspotOfResult } from '@timescope/core/result/scoreResult';
import { overlapArea } from '../annotations/overlapArea';
import { ringEdges, type RingEdges } from '../annotations/ringEdges';
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
 * at least FIELD_CELLS cells. Fields are 1 x 1 mm (smaller only where the slide ends, or where less was measured), at steps
 * of 50 um from the slide's corner, and lie within the box around the measured regions. Of equal fields the one with more cells is taken, then the upper one, then the left one. Fields without
 * cells give no hotspot.
 * @param leftOut Areas that do not count: those of a field are taken off its area.
 */
export function hotspots(map: DensityMap, of: HotspotArea, leftOut: readonly RingEdges[] = []): Hotspot[] {
  const sums = { cells: integral(map, map.cells, of), positive: integral(map, map.positive, of) };
  return RULES.flatMap(rule => {
    const best = bestField(map, sums, rule);
    if (!best) return [];
    const place = placeOf(map, best, leftOut);
    return place.fieldMm2 > 0 ? [hotspotOf(rule.by, of, place, best)] : [];
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
  readonly counts: (cells: number, positive: number) => boolean;
  /** Whether a field with these counts, which comes after `best` in reading order, is strictly better. */
  readonly isBetter: (cells: number, positive: number, best: Counted) => boolean;
}

const RULES: readonly Rule[] = [
  { by: 'cellsPerMm2', counts: cells => cells > 0, isBetter: (cells, _, best) => cells > best.cells },
  {
    by: 'positivePerMm2',
    counts: (_, positive) => positive > 0,
    isBetter: (cells, positive, best) =>
      positive > best.positive || (positive === best.positive && cells > best.cells),
  },
  {
    by: 'percentPositive',
    counts: cells => cells >= FIELD_CELLS,
    // Shares are compared as products of whole numbers: exact.
    isBetter: (cells, positive, best) => {
      const difference = positive * best.cells - best.positive * cells;
      return difference > 0 || (difference === 0 && cells > best.cells);
    },
  },
];

/** Of all fields in reading order; a slide has tens of thousands, so none but the best becomes an object. */
function bestField(map: DensityMap, sums: IntegralCounts, { counts, isBetter }: Rule): Counted | undefined {
  const [left, end] = map.measured.columns;
  const [upper, under] = map.measured.rows;
  const columns = Math.min(end - left, FIELD_UM / BIN_UM);
  const rows = Math.min(under - upper, FIELD_UM / BIN_UM);
  const right = columns;
  const lower = rows * (map.width + 1);
  let best: Counted | undefined;
  for (let row = upper; row + rows <= under; row++)
    for (let column = left; column + columns <= end; column++) {
      const at = row * (map.width + 1) + column;
      const cells = sumFrom(sums.cells, at, right, lower);
      const positive = sumFrom(sums.positive, at, right, lower);
      if (counts(cells, positive) && (!best || isBetter(cells, positive, best)))
        best = { column, row, columns, rows, cells, positive };
    }
  return best;
}

/** Sums over all bins above and to the left: (width + 1) x (height + 1). */
interface IntegralCounts {
  readonly cells: Uint32Array;
  readonly positive: Uint32Array;
}

/** The sum over a field from its four corners: `at` is the upper left one, the others so many places on. */
function sumFrom(sums: Uint32Array, at: number, right: number, lower: number): number {
  return (
    (sums[at + lower + right] ?? 0) - (sums[at + lower] ?? 0) - (sums[at + right] ?? 0) + (sums[at] ?? 0)
  );
}

const PLANES_OF = { whole: [0, 1, 2], tumour: [1], stroma: [2] } as const;

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

type Place = Pick<Hotspot, 'x' | 'y' | 'width' | 'height' | 'fieldMm2'>;

/** Where a field lies, and its area without what was left out of it. */
function placeOf({ binMatrix, end }: DensityMap, field: Field, leftOut: readonly RingEdges[]): Place {
  const x = field.column * binMatrix.x;
  const y = field.row * binMatrix.y;
  const width = Math.min(field.columns * binMatrix.x, end.x - x);
  const height = Math.min(field.rows * binMatrix.y, end.y - y);
  const bins = (width / binMatrix.x) * (height / binMatrix.y);
  const lost = overlapArea(boxEdges({ x, y, width, height }), leftOut) / (binMatrix.x * binMatrix.y);
  return { x, y, width, height, fieldMm2: ((bins - lost) * BIN_UM * BIN_UM) / 1e6 };
}

const boxEdges = ({ x, y, width, height }: PixelRect): RingEdges =>
  ringEdges([
    [
      matrixPoint(x, y),
      matrixPoint(x + width, y),
      matrixPoint(x + width, y + height),
      matrixPoint(x, y + height),
    ],
  ]);

function hotspotOf(by: HotspotBy, of: HotspotArea, place: Place, { cells, positive }: Counted): Hotspot {
  return {
    by,
    of,
    ...place,
    cells,
    positive,
    cellsPerMm2: cells / place.fieldMm2,
    positivePerMm2: positive / place.fieldMm2,
    percentPositive: cells > 0 ? (100 * positive) / cells : null,
  };
}
