import type { MatrixPoint } from '@timescope/core/frames';
import type { ReportProgress } from '@timescope/core/progress';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { CellTable } from './cellTable';
import type { PresetName } from './presets';

/** What is asked for. Plain data: it crosses the worker as it is. */
export interface ScoreRequest {
  readonly preset: PresetName;
  /** A closed ring in matrix pixels; without it the whole slide is measured. */
  readonly region?: readonly MatrixPoint[];
  /** Who the slide is, for the provenance: never part of the hash. */
  readonly slide: {
    readonly description: string;
    readonly digest: string;
    /** What the reader of the file had to say; repeated in the result. */
    readonly warnings?: readonly string[];
  };
  readonly overrides?: ScoreOverrides;
}

export interface ScoreOverrides {
  /** Mean DAB optical density on the nucleus from which a cell is 1+, 2+, 3+ (white-corrected), ascending. */
  readonly gradeThresholds?: readonly [number, number, number];
  /** Optical density by which a nucleus must exceed the ring around it. */
  readonly detectionThreshold?: number;
}

export interface ScoreContext {
  readonly report?: ReportProgress;
  readonly signal?: AbortSignal;
  /** The cells found since the last call, tile by tile. */
  readonly onPartial?: (cells: CellTable) => void;
}

export interface ScoreOutcome {
  readonly result: ScoreResult;
  readonly cells: CellTable;
}
