import { csvRow } from '@timescope/core/csv';
import type { GradeCounts } from '@timescope/core/result/scoreResult';
import type { Annotation } from '../annotations';
import { overlapArea } from '../annotations/overlapArea';
import { isInside, ringEdges, type RingEdges } from '../annotations/ringEdges';
import { ringsArea } from '../annotations/ringsArea';
import type { CellTable } from '../cellTable';
import { countsOf, hScore, percentPositive } from '../scores/formulas';
import { cellView } from './cellText';
import type { CellsOfResult } from './cellsOfResult';
import { SIGNATURE_COLUMNS, signatureCells, type Signature } from './signature';

const COLUMNS = [
  'name',
  'role',
  'area_mm2',
  'cells',
  'positive_cells',
  'percent_positive',
  'h_score',
  ...['negative', '1plus', '2plus', '3plus'].map(grade => `cells_${grade}`),
];

/** What lies in one drawn area. */
export interface RegionCount {
  readonly name: string;
  readonly role: Annotation['role'];
  /** Of the drawn shape, tissue or not, without what was excluded from it. */
  readonly areaMm2: number;
  readonly grades: GradeCounts;
}

/**
 * The drawn areas, a row each: the area of the shape, and the evaluated cells whose nucleus has its centre in it, as the
 * reader grades them and without those that the reader left out. What lies in an excluded area or a control belongs
 * to no other area, and these have no cells. Areas may overlap: rows do not add up.
 * @param mpp micrometres of a matrix pixel.
 * @param signature of a signed result: stands at the end of every row.
 */
export function drawnRegionsCsv(
  areas: readonly Annotation[],
  cells: CellsOfResult,
  mpp: { readonly x: number; readonly y: number },
  signature?: Signature,
): string {
  const signed = signature ? { columns: SIGNATURE_COLUMNS, cells: signatureCells(signature) } : undefined;
  const rows = regionCounts(areas, cells, mpp).map(count => [...rowOf(count), ...(signed?.cells ?? [])]);
  return [[...COLUMNS, ...(signed?.columns ?? [])], ...rows].map(csvRow).join('');
}

export function regionCounts(
  areas: readonly Annotation[],
  { tables, settings, seen }: CellsOfResult,
  mpp: { readonly x: number; readonly y: number },
): RegionCount[] {
  const judged = tables.map(seen);
  const excluded = areas.filter(isLeftOut).map(({ rings }) => ringEdges(rings));
  return areas.map(({ name, role, rings }) => {
    const edges = ringEdges(rings);
    const grades: [number, number, number, number] = [0, 0, 0, 0];
    if (isLeftOut({ role })) return { name, role, areaMm2: mm2(ringsArea(rings)), grades };
    for (const table of judged) countInside(table, edges, excluded, gradeIn(table), grades);
    return { name, role, areaMm2: mm2(ringsArea(rings) - overlapArea(edges, excluded)), grades };
  });

  function mm2(pixels: number): number {
    return (pixels * mpp.x * mpp.y) / 1e6;
  }

  function gradeIn(table: CellTable) {
    return (cell: number) => {
      const { grade, isIncluded } = cellView(table, cell, settings);
      return isIncluded ? grade : undefined;
    };
  }
}

const isLeftOut = ({ role }: Pick<Annotation, 'role'>): boolean => role === 'exclude' || role === 'control';

function countInside(
  { count, centroids }: CellTable,
  edges: RingEdges,
  excluded: readonly RingEdges[],
  gradeOf: (cell: number) => 0 | 1 | 2 | 3 | undefined,
  grades: [number, number, number, number],
): void {
  for (let cell = 0; cell < count; cell++) {
    const [x, y] = [centroids[2 * cell] ?? Number.NaN, centroids[2 * cell + 1] ?? Number.NaN];
    if (!isInside(edges, x, y) || excluded.some(other => isInside(other, x, y))) continue;
    const grade = gradeOf(cell);
    if (grade !== undefined) grades[grade]++;
  }
}

function rowOf({ name, role, areaMm2, grades }: RegionCount) {
  const counts = countsOf(grades);
  return [
    name,
    role,
    areaMm2,
    counts.total,
    counts.positive,
    percentPositive(counts),
    hScore(grades),
    ...grades,
  ];
}
