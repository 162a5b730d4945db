import type { Slide } from '@timescope/core/dicom/read/slide';
import type { ReportProgress } from '@timescope/core/progress';
import type { AbortableWorker, Settled } from '@timescope/runtime/worker';
import type { CellTable } from '../pipeline/cellTable';
import type { ScoreOutcome, ScoreRequest } from '../pipeline/scoreRequest';

/** What the worker asks of the page: the page knows the server and its log-in. */
export interface ScoringPage {
  /** One frame's bytes as stored, handed over. Frames count from 1. */
  fetchFrame(sopInstanceUid: string, frameNumber: number): Promise<Settled<Uint8Array<ArrayBuffer>>>;
  report: ReportProgress;
  /** Cells found since the last call. */
  onPartial(cells: CellTable): void;
}

/** What the page asks of the worker. */
export interface ScoringWorker extends AbortableWorker {
  score(call: number, slide: Slide, request: ScoreRequest, page: ScoringPage): Promise<Settled<ScoreOutcome>>;
}
