import type { Slide } from '@timescope/core/dicom/read/slide';
import type { ReportProgress } from '@timescope/core/progress';
import type { Computable } from '@timescope/core/statistics/computable';
import type { AbortableWorker, Settled } from '@timescope/runtime/worker';
import type { TilProposal } from '../pipeline/immune/tilProposal';
import type { TilsRequest } from '../pipeline/immune/proposeTils';
import type { ClassMap } from '../pipeline/tissueMap/classMap';
import type { MapRequest } from '../pipeline/tissueMap/mapTissue';
import type { FramePage } from './request';

/** What the worker asks of the page while it maps a slide's tissue. */
export interface MappingPage extends FramePage {
  report: ReportProgress;
}

/** What the page asks of a worker that maps tissue. */
export interface MappingWorker extends AbortableWorker {
  proposeTils(
    call: number,
    slide: Slide,
    request: TilsRequest,
    page: MappingPage,
  ): Promise<Settled<Computable<TilProposal>>>;
  mapSlide(call: number, slide: Slide, request: MapRequest, page: MappingPage): Promise<Settled<ClassMap>>;
}
