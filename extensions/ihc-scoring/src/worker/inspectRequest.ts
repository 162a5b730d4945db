import type { Slide } from '@timescope/core/dicom/read/slide';
import type { ReportProgress } from '@timescope/core/progress';
import type { AbortableWorker, Settled } from '@timescope/runtime/worker';
import type { ChannelTileRequest } from '../pipeline/channels/channelTile';
import type { SlideInspection } from '../pipeline/inspect/slideInspection';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import type { FramePage } from './request';

/** What the worker asks of the page while it looks at a slide. */
export interface InspectingPage extends FramePage {
  report: ReportProgress;
}

/** What the page asks of a worker before anything is measured. */
export interface InspectingWorker extends AbortableWorker {
  /** From now on the other calls are about this slide. */
  openSlide(call: number, slide: Slide, page: InspectingPage): Promise<Settled<'ready'>>;
  /** Tissue, artefacts and stains of the slide as a measurement with this request would find them. */
  inspect(call: number, request: ScoreRequest): Promise<Settled<SlideInspection>>;
  /** A stored tile as the picture of one stain; undefined where nothing was scanned. */
  channelTile(call: number, request: ChannelTileRequest): Promise<Settled<ImageBitmap | undefined>>;
  /** The whole slide as a PNG, its longer side so many pixels; undefined where it has no level small enough. */
  picture(call: number, longest: number): Promise<Settled<Blob | undefined>>;
}
