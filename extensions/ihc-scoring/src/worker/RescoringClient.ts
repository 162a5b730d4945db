import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { WorkerConnection } from '@timescope/runtime/worker';
import type { MeasuredCells, ReaderChanges } from '../pipeline/reading/rescore';
import { beginWorker } from './beginWorker';
import type { RescoringWorker } from './rescoreRequest';

/** Scores a measurement again in a worker of its own, so that a run does not make the reader wait. */
export class RescoringClient {
  private connection: WorkerConnection<RescoringWorker> | undefined;
  /** The measurement whose cells the worker has. */
  private handedOver: MeasuredCells | undefined;

  /**
   * The whole result with its hash. The cells are copied to the worker once, tile by tile: the page stays free.
   * @throws the signal's reason after an abort; MISSING_BUNDLE without the worker's file.
   */
  async rescore(measured: MeasuredCells, changes: ReaderChanges, signal: AbortSignal): Promise<ScoreResult> {
    try {
      const connection = (this.connection ??= beginWorker('ihc-rescoring'));
      if (this.handedOver !== measured) await this.handTo(connection, measured, signal);
      return await connection.call((worker, call) => worker.rescoreMeasured(call, changes), signal);
    } catch (thrown) {
      if (!signal.aborted) this.close();
      throw thrown;
    }
  }

  close(): void {
    this.connection?.close();
    this.connection = undefined;
    this.handedOver = undefined;
  }

  private async handTo(
    connection: WorkerConnection<RescoringWorker>,
    measured: MeasuredCells,
    signal: AbortSignal,
  ): Promise<void> {
    this.handedOver = undefined;
    await connection.call((worker, call) => worker.beginMeasured(call, measured.basis), signal);
    for (const table of measured.tables)
      await connection.call((worker, call) => worker.addMeasured(call, table), signal);
    this.handedOver = measured;
  }
}
