import type { WorkerConnection } from '@timescope/runtime/worker';
import type { CellTable } from '../pipeline/cellTable';
import type { CellClassifier } from '../pipeline/cellTypes/cellClassifier';
import type { ClassClick } from '../pipeline/cellTypes/classClick';
import { beginWorker } from './beginWorker';
import type { CellTypingWorker } from './cellTypingRequest';

/** Learns types of cells in a worker that is started with the first request. */
export class CellTypingClient {
  private connection: WorkerConnection<CellTypingWorker> | undefined;

  /** @throws TimescopeError EMPTY_ROI when the clicks cannot be used; the signal's reason after an abort. */
  learn(
    clicks: readonly ClassClick[],
    cells: CellTable,
    digest: string,
    signal: AbortSignal,
  ): Promise<CellClassifier> {
    return this.started().call((worker, call) => worker.learnCellTypes(call, clicks, cells, digest), signal);
  }

  /** The type of each cell: 0 other, 1 tumour, 2 immune. @throws the signal's reason after an abort. */
  types(cells: CellTable, model: CellClassifier, signal: AbortSignal): Promise<Uint8Array> {
    return this.started().call((worker, call) => worker.cellTypes(call, cells, model), signal);
  }

  /** Abort what is under way first: its promises stay open otherwise. */
  close(): void {
    this.connection?.close();
    this.connection = undefined;
  }

  /** One that stopped is begun anew with the next question. */
  private started(): WorkerConnection<CellTypingWorker> {
    const connection = (this.connection ??= beginWorker('ihc-cell-types'));
    connection.broken.catch(() => {
      if (this.connection === connection) this.close();
    });
    return connection;
  }
}
