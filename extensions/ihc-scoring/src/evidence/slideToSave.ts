import type { Slide } from '@timescope/core/dicom/read/slide';
import type { SourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import type { SavedBy } from '@timescope/core/dicom/write/resultObjects';
import type { PredecessorReport } from '@timescope/core/dicom/write/structuredReport';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { CellTable } from '../pipeline/cellTable';
import type { Reading } from '../pipeline/reading/reading';
import type { SignedReading } from '../pipeline/reading/signedReading';
import type { ScoreBasis } from '../pipeline/scoreBasis';
import type { ScoreRequest } from '../pipeline/scoreRequest';

/** A run as the tool made it. */
export interface SavedMeasurement {
  readonly result: ScoreResult;
  readonly basis: ScoreBasis;
  readonly request: ScoreRequest;
  /** The tool's cells, tile by tile. */
  readonly tables: readonly CellTable[];
  /** What the page calls the measured area: plain data, kept as it is. */
  readonly area?: unknown;
}

/** Everything that comes back when a stored result is opened. */
export interface SavedSlide {
  /** What the report says: the tool's result, or the reader's with their thresholds and edits. */
  readonly result: ScoreResult;
  readonly measurement: SavedMeasurement;
  readonly reading: Reading | undefined;
  readonly signed: SignedReading | undefined;
  readonly savedBy: SavedBy;
  readonly predecessor: PredecessorReport | null;
  /** Counts from 1. */
  readonly version: number;
  /** Opened, and another build digested its objects: whether they are as they were saved is not known. */
  readonly isNotComparable?: true;
}

/** What is stored, and the slide that it was measured on. */
export interface SlideToSave extends SavedSlide {
  readonly source: SourceAttributes;
  readonly slide: Slide;
}
