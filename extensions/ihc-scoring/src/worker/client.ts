import type { Slide } from '@timescope/core/dicom/read/slide';
import { callbacks, connectWorker, handOver, type WorkerConnection } from '@timescope/runtime/worker';
import type { ScoreOutcome, ScoreRequest } from '../pipeline/scoreRequest';
import type { ScoringPage, ScoringWorker } from './request';

/** Scores slides in a worker that is started with the first request. */
export class ScoringClient {
  private connection: WorkerConnection<ScoringWorker> | undefined;

  /**
   * @throws the signal's reason after an abort; TimescopeError for unreadable slides, MISSING_BUNDLE without the
   *   worker's file.
   */
  async score(
    slide: Slide,
    request: ScoreRequest,
    page: ScoringPage,
    signal: AbortSignal,
  ): Promise<ScoreOutcome> {
    this.connection ??= connectWorker<ScoringWorker>(startWorker());
    try {
      return await this.connection.call(
        (worker, call) => worker.score(call, slide, request, callbacks(withHandOver(page))),
        signal,
      );
    } catch (thrown) {
      // A worker that is gone is not asked again; the next request starts a new one.
      if (isGone(thrown)) this.close();
      throw thrown;
    }
  }

  close(): void {
    this.connection?.close();
    this.connection = undefined;
  }
}

/** The file that the build puts beside this bundle; a worker from a blob would inherit the page's policy. */
const startWorker = (): Worker =>
  new Worker(new URL('./ihc-scoring.worker.js', import.meta.url), { type: 'module', name: 'ihc-scoring' });

function withHandOver(page: ScoringPage): ScoringPage {
  return {
    report: progress => page.report(progress),
    onPartial: cells => page.onPartial(cells),
    fetchFrame: async (sopInstanceUid, frameNumber) => {
      const frame = await page.fetchFrame(sopInstanceUid, frameNumber);
      return frame.kind === 'done' ? handOver(frame, [frame.value.buffer]) : frame;
    },
  };
}

const isGone = (thrown: unknown): boolean =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown && thrown.code === 'MISSING_BUNDLE';
