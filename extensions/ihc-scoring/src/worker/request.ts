import type { Slide } from '@timescope/core/dicom/read/slide';
import type { ReportProgress } from '@timescope/core/progress';
import type { AbortableWorker, Settled } from '@timescope/runtime/worker';
import type { CellTable } from '../pipeline/cellTable';
import type { ScoreOutcome, ScoreRequest } from '../pipeline/scoreRequest';

/** Where a worker gets the slide's bytes: from the page, which knows the server and its log-in. */
export interface FramePage {
  /** One frame's bytes as stored, handed over. Frames count from 1. */
  fetchFrame(sopInstanceUid: string, frameNumber: number): Promise<Settled<Uint8Array<ArrayBuffer>>>;
}

/** What the worker that leads a run asks of the page. */
export interface ScoringPage extends FramePage {
  report: ReportProgress;
  /** Cells found since the last call, handed over; all cells of a run come this way. */
  onCells(cells: CellTable): void;
}

/** A result, and what scores it again beside the cells. */
export type Scored = Pick<ScoreOutcome, 'result' | 'basis'>;

/** What the page asks of a worker. */
export interface ScoringWorker extends AbortableWorker {
  /** Leads a run: measures tiles itself and has others measured by the workers at the other ends of `helpers`. */
  score(
    call: number,
    slide: Slide,
    request: ScoreRequest,
    page: ScoringPage,
    helpers: readonly MessagePort[],
  ): Promise<Settled<Scored>>;
  /** From now on measures tiles of the slide for the worker at the other end of `leader`. */
  help(call: number, slide: Slide, page: FramePage, leader: MessagePort): Promise<Settled<'ready'>>;
}
