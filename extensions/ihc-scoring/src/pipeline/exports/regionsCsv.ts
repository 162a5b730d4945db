import { csvRow } from '@timescope/core/csv';
import type { CompartmentScores, ScoreResult } from '@timescope/core/result/scoreResult';
import { wholeScores } from '@timescope/core/result/wholeScores';
import { gradeCountsOf, pixelGrades } from '../scores/slideSums';
import { SIGNATURE_COLUMNS, signatureCells, type Signature } from './signature';

const COLUMNS = [
  'region',
  'area_mm2',
  'scored_cells',
  'positive_cells',
  'percent_positive',
  'h_score',
  'h_score_pixels',
  'allred',
  'cells_per_mm2',
  'positive_per_mm2',
  'positive_area_percent',
  ...['negative', '1plus', '2plus', '3plus'].map(grade => `all_cells_${grade}`),
  ...['negative', '1plus', '2plus', '3plus'].map(grade => `tissue_px_${grade}`),
  ...['negative', '1plus', '2plus', '3plus'].map(grade => `cell_px_${grade}`),
];

/**
 * The measured area and its compartments, a row each: scores, and the counts of cells and pixels that they rest on.
 * @param signature of a signed result: stands at the end of every row.
 */
export function regionsCsv(result: ScoreResult, signature?: Signature): string {
  const { tumour, stroma } = result.compartments;
  return [
    [...COLUMNS, ...(signature ? SIGNATURE_COLUMNS : [])],
    ...[
      rowOf(result, 'whole', wholeScores(result), undefined),
      rowOf(result, 'tumour', tumour, 1),
      rowOf(result, 'stroma', stroma, 2),
    ].map(row => [...row, ...(signature ? signatureCells(signature) : [])]),
  ]
    .map(csvRow)
    .join('');
}

function rowOf(
  { sums }: ScoreResult,
  name: string,
  scores: CompartmentScores,
  compartment: number | undefined,
) {
  return [
    name,
    scores.areaMm2,
    scores.cells?.total,
    scores.cells?.positive,
    scores.percentPositive,
    scores.hScore,
    scores.hScorePixels,
    scores.allred,
    scores.densityPerMm2?.cells,
    scores.densityPerMm2?.positive,
    scores.positiveAreaPercent,
    ...gradeCountsOf(sums, compartment === undefined ? {} : { compartment }),
    ...pixelGrades(sums.tissuePixels, compartment),
    ...pixelGrades(sums.cellPixels, compartment),
  ];
}
