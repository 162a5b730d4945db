import type { CountedPixels } from './pixelDensities.kernel';
import type { ScoredSlide } from './scoreResultOf';
import type { SlideTotals } from './slideTotals';
import type { TissueClasses } from './tissueClasses.kernel';

/** All of a run that a result needs beside its cells: with it and them other thresholds can be tried without the slide. */
export interface ScoreBasis extends Pick<
  ScoredSlide,
  | 'request'
  | 'settings'
  | 'frame'
  | 'stain'
  | 'tissue'
  | 'coverage'
  | 'artefacts'
  | 'engine'
  | 'network'
  | 'patchScores'
> {
  readonly pixels: CountedPixels;
  /** What lies where on the slide; absent in measurements that were stored before it was noted. */
  readonly classes?: TissueClasses;
}

export const countedPixels = (
  { gradeThresholds }: Pick<ScoreBasis['settings'], 'gradeThresholds'>,
  { sums, densities }: SlideTotals,
): CountedPixels => ({
  thresholds: gradeThresholds,
  tissuePixels: sums.tissuePixels,
  cellPixels: sums.cellPixels,
  densities,
});
