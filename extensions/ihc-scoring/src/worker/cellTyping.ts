import { handOver, type AbortableCalls } from '@timescope/runtime/worker';
import { typesOf } from '../pipeline/cellTypes/cellTypeSource';
import { shapesOfClicks } from '../pipeline/cellTypes/classClick';
import { trainCellClassifier } from '../pipeline/cellTypes/trainCellClassifier';
import type { CellTypingWorker } from './cellTypingRequest';

const NAME = 'clicked cells';

/** The worker's answers to what the cell-type classifier's section asks. */
export function cellTyping(calls: AbortableCalls): Omit<CellTypingWorker, 'abort'> {
  return {
    learnCellTypes: (call, clicks, cells, digest) =>
      calls.run(call, () =>
        Promise.resolve().then(() => trainCellClassifier(NAME, shapesOfClicks(clicks), { cells, digest })),
      ),

    cellTypes: (call, cells, model) =>
      calls.run(call, () =>
        Promise.resolve().then(() => {
          const types = typesOf(cells, { kind: 'classifier', model });
          return handOver(types, [types.buffer]);
        }),
      ),
  };
}
