import type { Slide } from '@timescope/core/dicom/read/slide';
import type { PixelSource } from '@timescope/core/pixelSource';
import { slideOverview } from '@timescope/core/slideOverview';
import { pngBlob } from '@timescope/runtime/encode/pngInPage';
import { handOver, type AbortableCalls, type Settled } from '@timescope/runtime/worker';
import { channelPicture } from '../pipeline/channels/channelPicture.kernel';
import { slideInspector, type SlideInspector } from '../pipeline/inspect/inspectSlide';
import type { SlideInspection } from '../pipeline/inspect/slideInspection';
import type { InspectingPage, InspectingWorker } from './inspectRequest';
import type { FramePage } from './request';

interface OpenSlide {
  readonly source: PixelSource;
  readonly inspect: SlideInspector;
  readonly page: InspectingPage;
}

/** The worker's answers to what is asked before a measurement. */
export function inspecting(
  calls: AbortableCalls,
  sourceOf: (slide: Slide, page: FramePage) => PixelSource,
): Omit<InspectingWorker, 'abort'> {
  let open: OpenSlide | undefined;
  return {
    openSlide: (call, slide, page) =>
      calls.run(call, () => {
        const source = sourceOf(slide, page);
        open = { source, inspect: slideInspector(source), page };
        return Promise.resolve('ready' as const);
      }),

    async inspect(call, request) {
      const { inspect, page } = opened(open);
      const report: InspectingPage['report'] = progress => page.report(progress);
      const outcome = await calls.run(call, signal => inspect(request, { signal, report }));
      return outcome.kind === 'done' ? handOver(outcome, buffersOf(outcome.value)) : outcome;
    },

    async channelTile(call, { level, column, row, channel, stain }) {
      const { source } = opened(open);
      const outcome: Settled<ImageBitmap | undefined> = await calls.run(call, async signal => {
        const tile = await source.readTile(level, column, row, signal);
        signal.throwIfAborted();
        if (!tile) return undefined;
        const picture = channelPicture(tile, channel, stain);
        return createImageBitmap(new ImageData(picture, tile.width, tile.height));
      });
      return outcome.kind === 'done' && outcome.value ? handOver(outcome, [outcome.value]) : outcome;
    },

    async picture(call, longest) {
      const { source } = opened(open);
      return calls.run(call, async signal => {
        const overview = await slideOverview(source, longest, signal);
        return overview && pngBlob(overview.picture);
      });
    },
  };
}

function opened(open: OpenSlide | undefined): OpenSlide {
  if (!open) throw new RangeError('No slide was opened before it was asked about.');
  return open;
}

/** All of it is made for this answer. */
const buffersOf = ({ tissue, sample }: SlideInspection): ArrayBuffer[] => [
  tissue.artefact.buffer,
  sample.haematoxylin.buffer,
  sample.dab.buffer,
  sample.densities.buffer,
  sample.rgb.buffer,
];
