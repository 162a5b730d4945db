import type { Slide } from '@timescope/core/dicom/read/slide';
import { callbacks, inOwnWorker } from '@timescope/runtime/worker';
import type { ClassMap } from '../pipeline/tissueMap/classMap';
import type { MapRequest } from '../pipeline/tissueMap/mapTissue';
import { beginWorker } from './beginWorker';
import { framesHandedOver } from './framesHandedOver';
import type { MappingPage, MappingWorker } from './mappingRequest';

/**
 * Maps the tissue of a slide in a worker of its own, which ends with the map.
 * @throws what opening the slide throws; the signal's reason after an abort
 */
export const mapInWorker = (
  slide: Slide,
  request: MapRequest,
  page: MappingPage,
  signal: AbortSignal,
): Promise<ClassMap> =>
  inOwnWorker(beginWorker<MappingWorker>('ihc-mapping'), connection =>
    connection.call(
      (worker, call) =>
        worker.mapSlide(
          call,
          slide,
          request,
          callbacks({ ...framesHandedOver(page), report: progress => page.report(progress) }),
        ),
      signal,
    ),
  );
