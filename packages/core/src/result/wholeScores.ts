import type { CompartmentScores, ScoreResult } from './scoreResult';

/** The scores of the whole area, as those of a compartment are written. */
export const wholeScores = (result: ScoreResult): CompartmentScores => ({
  cells: result.cells,
  percentPositive: result.percentPositive,
  hScore: result.hScore.whole,
  hScorePixels: result.hScorePixels.whole,
  allred: result.allred.whole,
  densityPerMm2: result.densityPerMm2.whole,
  areaMm2: result.areaMm2.whole,
  positiveAreaPercent: result.positiveAreaPercent.whole,
});
