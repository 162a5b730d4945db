import type { Slide } from '@timescope/core/dicom/read/slide';
import type { MatrixPoint } from '@timescope/core/frames';
import type { Progress } from '@timescope/core/progress';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { CellTable } from '../pipeline/cellTable';
import type { PresetName } from '../pipeline/presets/presets';
import type { MeasuredArea } from './measuredArea';

/** What the panel says when something could not be done: one plain sentence and the next step. */
export interface Problem {
  readonly message: string;
  readonly nextStep: string;
}

export type SlideState =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly slide: Slide; readonly description: string }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface Run {
  readonly seriesUid: string;
  readonly area: MeasuredArea;
  readonly progress: Progress;
  /** Cells found so far, tile by tile. */
  readonly partial: readonly CellTable[];
}

export interface Measurement {
  readonly result: ScoreResult;
  readonly area: MeasuredArea;
  /** The cells, tile by tile, as the overlay takes them. */
  readonly tables: readonly CellTable[];
  readonly reader: string | undefined;
  readonly seconds: number;
}

export interface ScoringState {
  readonly slide: SlideState;
  readonly preset: PresetName;
  /** The visible part of the slide as it would be measured now. */
  readonly field: MeasuredArea | undefined;
  /** The drawn region that is selected, else the one drawn last. */
  readonly drawn: MeasuredArea | undefined;
  /** What "measure here" takes. A new drawing turns it to the drawing. */
  readonly here: 'field' | 'drawn';
  /** The reader says that the drawn region holds tumour only. */
  readonly isDrawnTumour: boolean;
  readonly run: Run | undefined;
  /** The last measurement of each slide, by its series. */
  readonly measurements: ReadonlyMap<string, Measurement>;
  readonly wasCancelled: boolean;
  readonly problem: Problem | undefined;
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
  preset: 'ki67',
  field: undefined,
  drawn: undefined,
  here: 'field',
  isDrawnTumour: false,
  run: undefined,
  measurements: new Map(),
  wasCancelled: false,
  problem: undefined,
  overlay: { isShown: true, isFilled: false, detail: 'cells' },
};

/** The measurement of the slide on screen. */
export function currentMeasurement(state: ScoringState): Measurement | undefined {
  return state.slide.kind === 'ready'
    ? state.measurements.get(state.slide.slide.seriesInstanceUid)
    : undefined;
}

/** The cells to draw on the slide on screen: of the run in progress, else of its last measurement. */
export function visibleCells(state: ScoringState): readonly CellTable[] {
  if (state.slide.kind !== 'ready') return NO_CELLS;
  if (state.run?.seriesUid === state.slide.slide.seriesInstanceUid) return state.run.partial;
  return currentMeasurement(state)?.tables ?? NO_CELLS;
}

/** The border of the area that the visible cells belong to; undefined for a whole slide or without cells. */
export function visibleRing(state: ScoringState): readonly MatrixPoint[] | undefined {
  const uid = state.slide.kind === 'ready' ? state.slide.slide.seriesInstanceUid : undefined;
  const area = state.run?.seriesUid === uid ? state.run?.area : currentMeasurement(state)?.area;
  return area === undefined || area.kind === 'slide' ? undefined : area.ring;
}

/** One and the same list, so that "nothing changed" can be seen. */
const NO_CELLS: readonly CellTable[] = [];

/** The area that "measure here" would take. */
export function areaHere(state: ScoringState): MeasuredArea | undefined {
  return state.here === 'drawn' ? state.drawn : state.field;
}
