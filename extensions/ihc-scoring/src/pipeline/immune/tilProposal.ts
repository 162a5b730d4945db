import type { PixelRect } from '@timescope/core/raster';
import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import { classMm2, type ClassMap } from '../tissueMap/classMap';
import { MAP_CELL_UM } from '../tissueMap/mapGrid';
import { rectSums } from './immuneFields';
import type { LymphocyteMap } from './lymphocytes';
import type { TilGrade } from './tilGrade';
import { tumourBody } from './tumourPlaces';

/**
 * Lymphocytes per mm2 of stroma and epithelium from which a field's reaction is scattered, moderate, dense. Ours: between what is
 * found on three generated blocks with 0.02, 0.3, 1 and 3 times the usual ones; some 300 are nuclei of the tumour.
 */
const SCATTERED_FROM = 420;
const MODERATE_FROM = 800;
const DENSE_FROM = 1800;
/** Per mm2 of epithelium: from here on they break the continuity of the tumour's cells. Ours. */
const BREAKING_FROM = 900;
/** A field shows epithelium on at least this share of its area, and tumour or stroma on at least half of it. Ours. */
const LEAST_EPITHELIUM = 0.1;
const LEAST_SHOWN = 0.5;
/** And at least this share of it lies within the tumour's body, its epithelium with the stroma between. Ours. */
const LEAST_IN_BODY = 0.6;

const CELL_MM = MAP_CELL_UM / 1000;

/** What the tool proposes to the readers, who set the grade. */
export interface TilProposal {
  readonly grade: TilGrade;
  /** The square of the tumour with most lymphocytes per mm2, in matrix pixels. */
  readonly field: PixelRect;
  /** In that field. */
  readonly lymphocytes: { readonly stroma: number; readonly epithelium: number };
  readonly areaMm2: { readonly stroma: number; readonly epithelium: number };
  /** Lymphocytes per mm2 of stroma and epithelium together. */
  readonly densityPerMm2: number;
  readonly epitheliumPerMm2: number;
}

/**
 * The grade of the CT radiomics paper ("TIL infiltration determination") from density and distribution: in the field with the
 * most noticeable infiltration, none, few scattered, moderate, or so many between the tumour's cells that these are no
 * longer continuous.
 */
export function tilProposal(
  map: ClassMap,
  lymphocytes: LymphocyteMap,
  fieldUm: number,
): Computable<TilProposal> {
  const edge = Math.round(fieldUm / 1000 / CELL_MM);
  const measure = measureOf(map, lymphocytes);
  let found: Omit<TilProposal, 'grade'> | undefined;
  const { columns, rows } = map.whole;
  for (let row = 0; row + edge <= rows; row += 2)
    for (let column = 0; column + edge <= columns; column += 2) {
      const field = measure(column, row, edge);
      if (field && field.densityPerMm2 > (found?.densityPerMm2 ?? -1)) found = field;
    }
  if (!found)
    return notComputable(`No field of ${fieldUm} um shows enough tumour to look for lymphocytes in it.`);
  return { kind: 'computed', grade: gradeOf(found), ...found };
}

export function gradeOf({
  densityPerMm2,
  epitheliumPerMm2,
}: Pick<TilProposal, 'densityPerMm2' | 'epitheliumPerMm2'>): TilGrade {
  if (densityPerMm2 < SCATTERED_FROM) return 0;
  if (densityPerMm2 < MODERATE_FROM) return 1;
  return densityPerMm2 >= DENSE_FROM && epitheliumPerMm2 >= BREAKING_FROM ? 3 : 2;
}

function measureOf(map: ClassMap, lymphocytes: LymphocyteMap) {
  const stromaMm2 = rectSums(map, cell => classMm2(map, cell, 'STR'));
  const epitheliumMm2 = rectSums(map, cell => classMm2(map, cell, 'TUM'));
  const inStroma = rectSums(map, cell => lymphocytes.stroma[cell] ?? 0);
  const inEpithelium = rectSums(map, cell => lymphocytes.tumour[cell] ?? 0);
  const body = tumourBody(map);
  const inBody = rectSums(map, cell => body[cell] ?? 0);
  const { x: stepX, y: stepY } = map.matrixStep;
  return (column: number, row: number, edge: number): Omit<TilProposal, 'grade'> | undefined => {
    const whole = (edge * CELL_MM) ** 2;
    const areaMm2 = { stroma: stromaMm2(column, row, edge), epithelium: epitheliumMm2(column, row, edge) };
    const shown = areaMm2.stroma + areaMm2.epithelium;
    if (areaMm2.epithelium < LEAST_EPITHELIUM * whole || shown < LEAST_SHOWN * whole) return undefined;
    if (inBody(column, row, edge) < LEAST_IN_BODY * edge * edge) return undefined;
    const found = { stroma: inStroma(column, row, edge), epithelium: inEpithelium(column, row, edge) };
    return {
      field: { x: column * stepX, y: row * stepY, width: edge * stepX, height: edge * stepY },
      lymphocytes: found,
      areaMm2,
      densityPerMm2: (found.stroma + found.epithelium) / shown,
      epitheliumPerMm2: found.epithelium / areaMm2.epithelium,
    };
  };
}
