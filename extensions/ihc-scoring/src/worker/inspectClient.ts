import type { Slide } from '@timescope/core/dicom/read/slide';
import { callbacks } from '@timescope/runtime/worker';
import type { ChannelTileRequest } from '../pipeline/channels/channelTile';
import type { SlideInspection } from '../pipeline/inspect/slideInspection';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import { beginWorker } from './beginWorker';
import { framesHandedOver } from './framesHandedOver';
import type { InspectingPage, InspectingWorker } from './inspectRequest';
import { SlideWorker } from './SlideWorker';

/** Looks at one slide in a worker of its own, so that channels can be seen while another slide is measured. */
export class InspectClient {
  private readonly worker: SlideWorker<InspectingWorker>;

  constructor(slide: Slide, page: InspectingPage) {
    this.worker = new SlideWorker(
      () => beginWorker('ihc-inspecting'),
      connection =>
        connection.call((worker, call) => worker.openSlide(call, slide, callbacks(handingOver(page)))),
    );
    // At once, before anything is asked; whoever asks next is told what went wrong.
    this.worker.ready().catch(() => undefined);
  }

  /** @throws what a measurement of the slide would throw before its first tile; the signal's reason after an abort. */
  async inspect(request: ScoreRequest, signal: AbortSignal): Promise<SlideInspection> {
    const connection = await this.worker.ready();
    return connection.call((worker, call) => worker.inspect(call, request), signal);
  }

  /** Undefined where nothing was scanned. Close the picture when it is no longer shown. */
  async channelTile(request: ChannelTileRequest, signal: AbortSignal): Promise<ImageBitmap | undefined> {
    const connection = await this.worker.ready();
    return connection.call((worker, call) => worker.channelTile(call, request), signal);
  }

  /** The whole slide as a PNG; undefined where it has no level small enough. */
  async picture(longest: number, signal: AbortSignal): Promise<Blob | undefined> {
    const connection = await this.worker.ready();
    return connection.call((worker, call) => worker.picture(call, longest), signal);
  }

  /** Abort what is under way first: its promises stay open otherwise. */
  close(): void {
    this.worker.close();
  }
}

const handingOver = (page: InspectingPage): InspectingPage => ({
  ...framesHandedOver(page),
  report: progress => page.report(progress),
});
