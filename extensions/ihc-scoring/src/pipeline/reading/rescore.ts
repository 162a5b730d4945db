import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { Annotation } from '../annotations';
import type { CellTable } from '../cellTable';
import type { GradeThresholds } from '../intensity';
import type { ScoreBasis } from '../scoreBasis';
import type { CellEdit } from './reading';

/** A measurement as it was made: what rescoring begins with, each time anew. Plain data. */
export interface MeasuredCells {
  readonly basis: ScoreBasis;
  /** The tool's cells, tile by tile, in any order. */
  readonly tables: readonly CellTable[];
}

/** What a reader wants otherwise; what is undefined or empty stays the tool's. */
export interface ReaderChanges {
  /** In steps of 0.01 OD from 0 to 3, ascending. */
  readonly thresholds: GradeThresholds | undefined;
  readonly edits: readonly CellEdit[];
  /** Areas (excluded, control) drawn after the measurement: their cells are left out, areas and pixels unknown. */
  readonly leftOut: readonly Annotation[];
  /** Percentage of complete membranes, entered; undefined: measured. */
  readonly pcms: number | undefined;
}

/** The document but for its hash, which takes longer. */
export type UnhashedResult = Omit<ScoreResult, 'hash'>;

export interface Rescored {
  /** The cells with the reader's grades, types and inclusions; shapes and measurements are shared, not copied. */
  readonly tables: readonly CellTable[];
  readonly result: UnhashedResult;
}
