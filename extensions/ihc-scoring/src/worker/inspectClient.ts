import type { Slide } from '@timescope/core/dicom/read/slide';
import { callbacks, connectWorker, handOver, type WorkerConnection } from '@timescope/runtime/worker';
import type { ChannelTileRequest } from '../pipeline/channels/channelTile';
import type { SlideInspection } from '../pipeline/inspect/slideInspection';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import type { InspectingPage, InspectingWorker } from './inspectRequest';

/** Looks at one slide in a worker of its own, so that channels can be seen while another slide is measured. */
export class InspectClient {
  private readonly connection: WorkerConnection<InspectingWorker>;
  private readonly opened: Promise<unknown>;

  constructor(slide: Slide, page: InspectingPage) {
    this.connection = connectWorker(
      new Worker(new URL('./ihc-scoring.worker.js', import.meta.url), {
        type: 'module',
        name: 'ihc-inspecting',
      }),
    );
    this.opened = this.connection.call((worker, call) =>
      worker.openSlide(call, slide, callbacks(handingOver(page))),
    );
    // Told to whoever asks next.
    this.opened.catch(() => undefined);
  }

  /** @throws what a measurement of the slide would throw before its first tile; the signal's reason after an abort. */
  async inspect(request: ScoreRequest, signal: AbortSignal): Promise<SlideInspection> {
    await this.opened;
    return this.connection.call((worker, call) => worker.inspect(call, request), signal);
  }

  /** Undefined where nothing was scanned. Close the picture when it is no longer shown. */
  async channelTile(request: ChannelTileRequest, signal: AbortSignal): Promise<ImageBitmap | undefined> {
    await this.opened;
    return this.connection.call((worker, call) => worker.channelTile(call, request), signal);
  }

  /** Abort what is under way first: its promises stay open otherwise. */
  close(): void {
    this.connection.close();
  }
}

function handingOver(page: InspectingPage): InspectingPage {
  return {
    report: progress => page.report(progress),
    fetchFrame: async (sopInstanceUid, frameNumber) => {
      const frame = await page.fetchFrame(sopInstanceUid, frameNumber);
      return frame.kind === 'done' ? handOver(frame, [frame.value.buffer]) : frame;
    },
  };
}
