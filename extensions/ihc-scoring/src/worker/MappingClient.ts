import type { Slide } from '@timescope/core/dicom/read/slide';
import { callbacks, type WorkerConnection } from '@timescope/runtime/worker';
import type { ClassMap } from '../pipeline/tissueMap/classMap';
import type { MapRequest } from '../pipeline/tissueMap/mapTissue';
import { beginWorker } from './beginWorker';
import { framesHandedOver } from './framesHandedOver';
import type { MappingPage, MappingWorker } from './mappingRequest';

/**
 * Maps the tissue of slides in a worker of its own, which keeps engine and networks for the next map. A map that is ended
 * takes its worker with it: in the middle of a tile a network hears nothing.
 */
export class MappingClient {
  private idle: WorkerConnection<MappingWorker> | undefined;

  /** @throws what opening the slide throws; the signal's reason after an abort; MISSING_BUNDLE without the worker's file */
  async map(slide: Slide, request: MapRequest, page: MappingPage, signal: AbortSignal): Promise<ClassMap> {
    const connection = this.idle ?? beginWorker<MappingWorker>('ihc-mapping');
    this.idle = undefined;
    const asked = callbacks<MappingPage>({
      ...framesHandedOver(page),
      report: progress => page.report(progress),
    });
    try {
      const found = await connection.call(
        (worker, call) => worker.mapSlide(call, slide, request, asked),
        signal,
      );
      this.close();
      this.idle = connection;
      return found;
    } catch (thrown) {
      connection.close();
      throw thrown;
    }
  }

  close(): void {
    this.idle?.close();
    this.idle = undefined;
  }
}
