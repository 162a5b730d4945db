import type { AbortableWorker, Settled } from '@timescope/runtime/worker';
import type { CellTable } from '../pipeline/cellTable';
import type { CellClassifier } from '../pipeline/cellTypes/cellClassifier';
import type { ClassClick } from '../pipeline/cellTypes/classClick';

/** What the page asks of a worker that tells types of cells apart. */
export interface CellTypingWorker extends AbortableWorker {
  /** @param cells measured cells, among them those under the clicks; `digest` names their slide. */
  learnCellTypes(
    call: number,
    clicks: readonly ClassClick[],
    cells: CellTable,
    digest: string,
  ): Promise<Settled<CellClassifier>>;
  /** The type of each cell: 0 other, 1 tumour, 2 immune. */
  cellTypes(call: number, cells: CellTable, model: CellClassifier): Promise<Settled<Uint8Array<ArrayBuffer>>>;
}
