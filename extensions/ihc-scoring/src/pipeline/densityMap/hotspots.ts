import { matrixPoint } from '@timescope/core/frames';
import type { PixelRect } from '@timescope/core/raster';
import type { Hotspot as HotspotOfResult } from '@timescope/core/result/scoreResult';
import { overlapArea } from '../annotations/overlapArea';
import { ringEdges, type RingEdges } from '../annotations/ringEdges';
import type { CompartmentArea } from './compartmentArea';
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
 * Least tissue of its compartment in a field whose density counts, in mm2. Ours: half of a microscope's field at 40x (0.2
 * mm2); in less, a few cells beside each other are the densest place of the slide.
 */
export const LEAST_MM2 = 0.1;

/**
 * The field with most cells, with most positive cells, and with the highest percentage of positive cells among fields of
 * at least FIELD_CELLS cells. Fields are 1 x 1 mm (smaller only where the slide ends, or where less was measured), at steps
 * of 50 um from the slide's corner, and lie within the box around the measured regions. Fields without cells give no
 * hotspot. For tumour and stroma, most is most for the tissue of that compartment in the field, of which there must be
 * LEAST_MM2; where no field holds as much, or it is not known, the field of most cells is named without a density. Of equal
 * fields the one with more cells is taken, then the upper one, then the left one.
 * @param area How much tissue lies where; undefined in measurements that were stored before it was noted.
 * @param leftOut Areas that do not count: those of a field are taken off its area.
 */
export function hotspots(
  map: DensityMap,
  of: HotspotArea,
  area?: CompartmentArea,
  leftOut: readonly RingEdges[] = [],
): Hotspot[] {
  const sums = { cells: integral(map, map.cells, of), positive: integral(map, map.positive, of) };
  if (sums.cells.at(-1) === 0) return [];
  const tissue =
    of === 'whole' || !area ? undefined : { blocks: integral(map, area.blocks, of), blockMm2: area.blockMm2 };
  const best = bestFields(map, sums, tissue);
  const fullest = tissue && best.includes(undefined) ? bestFields(map, sums) : best;
  return RULES.flatMap(({ by }, rule) => {
    const field = best[rule] ?? fullest[rule];
    if (!field) return [];
    const place = placeOf(map, field, leftOut);
    if (place.fieldMm2 <= 0) return [];
    const tissueMm2 = tissue ? tissueIn(field, tissue, map) : null;
    return [hotspotOf({ by, of, ...place }, field, of === 'whole' ? undefined : tissueMm2)];
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
  /** Blocks of the compartment's tissue; the same for all fields where the whole field counts. */
  readonly blocks: number;
}

/** The tissue of a compartment: integral counts of blocks. */
interface Tissue {
  readonly blocks: Uint32Array;
  readonly blockMm2: number;
}

interface Rule {
  readonly by: HotspotBy;
  readonly isDensity: boolean;
  readonly counts: (cells: number, positive: number) => boolean;
  /** Above 0 where a field with these counts is better than `best`, 0 where as good. Products of whole numbers: exact. */
  readonly difference: (cells: number, positive: number, blocks: number, best: Counted) => number;
}

const RULES: readonly Rule[] = [
  {
    by: 'cellsPerMm2',
    isDensity: true,
    counts: cells => cells > 0,
    difference: (cells, _, blocks, best) => cells * best.blocks - best.cells * blocks,
  },
  {
    by: 'positivePerMm2',
    isDensity: true,
    counts: (_, positive) => positive > 0,
    difference: (_, positive, blocks, best) => positive * best.blocks - best.positive * blocks,
  },
  {
    by: 'percentPositive',
    isDensity: false,
    counts: cells => cells >= FIELD_CELLS,
    difference: (cells, positive, _, best) => positive * best.cells - best.positive * cells,
  },
];

/**
 * By rule, the best of all fields in reading order; a slide has tens of thousands, so none but the best becomes an object.
 * @param tissue For a density only fields with LEAST_MM2 of it count, and it is of that; undefined: all of the field counts.
 */
function bestFields(map: DensityMap, sums: IntegralCounts, tissue?: Tissue): (Counted | undefined)[] {
  const [left, end] = map.measured.columns;
  const [upper, under] = map.measured.rows;
  const columns = Math.min(end - left, FIELD_UM / BIN_UM);
  const rows = Math.min(under - upper, FIELD_UM / BIN_UM);
  const right = columns;
  const lower = rows * (map.width + 1);
  const enoughBlocks = tissue ? LEAST_MM2 / tissue.blockMm2 : 0;
  const best = RULES.map((): Counted | undefined => undefined);
  for (let row = upper; row + rows <= under; row++)
    for (let column = left; column + columns <= end; column++) {
      const at = row * (map.width + 1) + column;
      const cells = sumFrom(sums.cells, at, right, lower);
      if (cells === 0) continue;
      const positive = sumFrom(sums.positive, at, right, lower);
      const blocks = tissue ? sumFrom(tissue.blocks, at, right, lower) : 1;
      for (let rule = 0; rule < RULES.length; rule++) {
        const of = RULES[rule];
        if (!of?.counts(cells, positive) || (of.isDensity && blocks < enoughBlocks)) continue;
        const before = best[rule];
        const better = before ? of.difference(cells, positive, blocks, before) : 1;
        if (better > 0 || (better === 0 && cells > (before?.cells ?? 0)))
          best[rule] = { column, row, columns, rows, cells, positive, blocks };
      }
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

const tissueIn = ({ column, row, columns, rows }: Field, tissue: Tissue, { width }: DensityMap): number =>
  tissue.blockMm2 * sumFrom(tissue.blocks, row * (width + 1) + column, columns, rows * (width + 1));

/** @param tissueMm2 Of the compartment in the field, null where it is not known; undefined: the whole field counts. */
function hotspotOf(
  place: Place & Pick<Hotspot, 'by' | 'of'>,
  { cells, positive }: Counted,
  tissueMm2: number | null | undefined,
): Hotspot {
  const areaMm2 = tissueMm2 === undefined ? place.fieldMm2 : enough(tissueMm2);
  const perMm2 = (count: number) => (areaMm2 === null ? null : count / areaMm2);
  return {
    ...place,
    ...(tissueMm2 !== undefined && { tissueMm2 }),
    cells,
    positive,
    cellsPerMm2: perMm2(cells),
    positivePerMm2: perMm2(positive),
    percentPositive: cells > 0 ? (100 * positive) / cells : null,
  };
}

const enough = (tissueMm2: number | null): number | null =>
  tissueMm2 !== null && tissueMm2 >= LEAST_MM2 ? tissueMm2 : null;
