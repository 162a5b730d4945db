import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { AbortableWorker, Settled } from '@timescope/runtime/worker';
import type { CellTable } from '../pipeline/cellTable';
import type { ReaderChanges } from '../pipeline/reading/rescore';
import type { ScoreBasis } from '../pipeline/scoreBasis';

/** What the page asks of a worker that scores a measurement again. It keeps a copy of one measurement's cells. */
export interface RescoringWorker extends AbortableWorker {
  /** Forgets the cells it has and begins a new measurement. */
  beginMeasured(call: number, basis: ScoreBasis): Promise<Settled<'ready'>>;
  addMeasured(call: number, cells: CellTable): Promise<Settled<'ready'>>;
  /** The whole result with its hash. */
  rescoreMeasured(call: number, changes: ReaderChanges): Promise<Settled<ScoreResult>>;
}
