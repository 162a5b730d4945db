import type { Slide } from '@timescope/core/dicom/read/slide';
import type { Computable } from '@timescope/core/statistics/computable';
import { callbacks, inOwnWorker } from '@timescope/runtime/worker';
import type { TilsRequest } from '../pipeline/immune/proposeTils';
import type { TilProposal } from '../pipeline/immune/tilProposal';
import { beginWorker } from './beginWorker';
import { framesHandedOver } from './framesHandedOver';
import type { MappingPage, MappingWorker } from './mappingRequest';

/**
 * Measures the nuclei of an H&E slide in a worker of its own for the proposed grade of the lymphocytes.
 * @throws what opening the slide throws; the signal's reason after an abort
 */
export const tilsInWorker = (
  slide: Slide,
  request: TilsRequest,
  page: MappingPage,
  signal: AbortSignal,
): Promise<Computable<TilProposal>> =>
  inOwnWorker(beginWorker<MappingWorker>('ihc-lymphocytes'), connection =>
    connection.call(
      (worker, call) =>
        worker.proposeTils(
          call,
          slide,
          request,
          callbacks({ ...framesHandedOver(page), report: progress => page.report(progress) }),
        ),
      signal,
    ),
  );
