import type { Slide } from '@timescope/core/dicom/read/slide';
import type { MatrixPoint } from '@timescope/core/frames';
import type { Progress } from '@timescope/core/progress';
import type { GradeCounts, ScoreResult } from '@timescope/core/result/scoreResult';
import type { CellTable } from '../pipeline/cellTable';
import type { ScoreBasis } from '../pipeline/scoreBasis';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import { ringsOf, type MeasuredArea } from './measuredArea';

/** What the panel says when something could not be done: one plain sentence and the next step. */
export interface Problem {
  readonly message: string;
  readonly nextStep: string;
}

export type SlideState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | {
      readonly kind: 'ready';
      readonly slide: Slide;
      readonly description: string;
      /** The viewer may show another optical path or focal plane than the one that is measured. */
      readonly isLayerHidden?: boolean;
    }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface Run {
  readonly area: MeasuredArea;
  readonly progress: Progress;
  /** Of the stage that it is in; undefined while its pace is not known. */
  readonly secondsLeft: number | undefined;
  /** Cells found so far, tile by tile. */
  readonly partial: readonly CellTable[];
  /** Those cells by grade. */
  readonly counts: GradeCounts;
}

export interface Measurement {
  /** Names the run among all that are stored in this browser. */
  readonly runId: string;
  readonly result: ScoreResult;
  /** What scores it again with other thresholds, beside the cells. */
  readonly basis: ScoreBasis;
  /** What was asked for. */
  readonly request: ScoreRequest;
  readonly area: MeasuredArea;
  /** The cells, tile by tile, as the overlay takes them. */
  readonly tables: readonly CellTable[];
  readonly reader: string | undefined;
  /** Undefined for a measurement that was opened from the archive. */
  readonly seconds: number | undefined;
}

export interface ScoringState {
  readonly slide: SlideState;
  /** Which reading is on screen (see readingKey); undefined without a slide. */
  readonly key: string | undefined;
  /** The visible part of the slide as it would be measured now. */
  readonly field: MeasuredArea | undefined;
  /** What the drawn regions ask to be measured. */
  readonly drawn: MeasuredArea | undefined;
  /** What "measure here" takes. A new drawing turns it to the drawing. */
  readonly here: 'field' | 'drawn';
  /** The runs in progress by reading; they go on when another slide or no slide is on screen. */
  readonly runs: ReadonlyMap<string, Run>;
  /** The last measurement by reading: of the one on screen, and of those that the browser refused to store. */
  readonly measurements: ReadonlyMap<string, Measurement>;
  readonly wasCancelled: boolean;
  /** What a run measured that the page's reload ended. */
  readonly interrupted: MeasuredArea | undefined;
  /** What another tab measures for this reading now. */
  readonly elsewhere: MeasuredArea | undefined;
  readonly problem: Problem | undefined;
  /** Cells whose grade the last change of the marker took back. */
  readonly gradesDropped: number;
  readonly overlay: OverlayState;
}

export interface OverlayState {
  readonly isShown: boolean;
  readonly isFilled: boolean;
  /** What was drawn last: single cells, or squares of the density raster when zoomed out. */
  readonly detail: 'cells' | 'density';
}

export const initialState: ScoringState = {
  slide: { kind: 'none' },
  key: undefined,
  field: undefined,
  drawn: undefined,
  here: 'field',
  runs: new Map(),
  measurements: new Map(),
  wasCancelled: false,
  interrupted: undefined,
  elsewhere: undefined,
  problem: undefined,
  gradesDropped: 0,
  overlay: { isShown: true, isFilled: false, detail: 'cells' },
};

/** What is known of a slide that comes on screen: nothing of the one before. */
export const otherSlide = (kind: 'loading' | 'none'): Partial<ScoringState> => ({
  slide: { kind },
  field: undefined,
  drawn: undefined,
  here: 'field',
  problem: undefined,
  wasCancelled: false,
  gradesDropped: 0,
});

/** The measurement of the slide on screen. */
export const currentMeasurement = ({ key, measurements }: ScoringState): Measurement | undefined =>
  key === undefined ? undefined : measurements.get(key);

/** The run on the slide on screen. */
export const currentRun = ({ key, runs }: ScoringState): Run | undefined =>
  key === undefined ? undefined : runs.get(key);

/** The cells to draw on the slide on screen: of the run in progress, else of its last measurement. */
export const visibleCells = (state: ScoringState): readonly CellTable[] =>
  currentRun(state)?.partial ?? currentMeasurement(state)?.tables ?? NO_CELLS;

/** The borders of the area that the visible cells belong to; undefined for a whole slide or without cells. */
export function visibleRings(state: ScoringState): readonly (readonly MatrixPoint[])[] | undefined {
  const area = (currentRun(state) ?? currentMeasurement(state))?.area;
  return area && bordersOf(area);
}

/** One and the same list for an area, so that "nothing changed" can be seen. */
const borders = new WeakMap<MeasuredArea, ReturnType<typeof ringsOf>>();

function bordersOf(area: MeasuredArea): ReturnType<typeof ringsOf> {
  if (!borders.has(area)) borders.set(area, ringsOf(area));
  return borders.get(area);
}

/** One and the same list, so that "nothing changed" can be seen. */
const NO_CELLS: readonly CellTable[] = [];

/** The area that "measure here" would take. */
export function areaHere(state: ScoringState): MeasuredArea | undefined {
  return state.here === 'drawn' ? state.drawn : state.field;
}
