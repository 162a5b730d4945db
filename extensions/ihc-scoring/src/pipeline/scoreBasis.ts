import type { CountedPixels } from './pixelDensities.kernel';
import type { ScoredSlide } from './scoreResultOf';

/** All of a run that a result needs beside its cells: with it and them other thresholds can be tried without the slide. */
export interface ScoreBasis extends Pick<
  ScoredSlide,
  'request' | 'settings' | 'frame' | 'stain' | 'tissue' | 'coverage' | 'artefacts' | 'engine'
> {
  readonly pixels: CountedPixels;
}
