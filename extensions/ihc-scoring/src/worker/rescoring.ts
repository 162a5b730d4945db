import type { AbortableCalls } from '@timescope/runtime/worker';
import type { CellTable } from '../pipeline/cellTable';
import { rescoredResult } from '../pipeline/reading/rescore';
import type { ScoreBasis } from '../pipeline/scoreBasis';
import type { RescoringWorker } from './rescoreRequest';

/** The worker's answers to a reader who moves thresholds and judges cells. */
export function rescoring(calls: AbortableCalls): Omit<RescoringWorker, 'abort'> {
  let measured: { readonly basis: ScoreBasis; readonly tables: CellTable[] } | undefined;
  const begun = () => {
    if (!measured) throw new RangeError('No measurement was handed over before it was to be scored again.');
    return measured;
  };
  return {
    beginMeasured: (call, basis) =>
      calls.run(call, () => {
        measured = { basis, tables: [] };
        return Promise.resolve('ready' as const);
      }),

    addMeasured: (call, cells) =>
      calls.run(call, () => {
        begun().tables.push(cells);
        return Promise.resolve('ready' as const);
      }),

    rescoreMeasured: (call, changes) =>
      calls.run(call, () => Promise.resolve().then(() => rescoredResult(begun(), changes))),
  };
}
