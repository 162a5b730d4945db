import type { Slide } from '@timescope/core/dicom/read/slide';
import type { PixelSource } from '@timescope/core/pixelSource';
import type { RgbRaster } from '@timescope/core/raster';
import { handOver, type AbortableCalls, type Settled } from '@timescope/runtime/worker';
import { channelPicture } from '../pipeline/channels/channelPicture.kernel';
import { slideInspector, type SlideInspector } from '../pipeline/inspect/inspectSlide';
import type { SlideInspection } from '../pipeline/inspect/slideInspection';
import { slidePicture } from '../pipeline/inspect/slidePicture';
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
        const picture = await slidePicture(source, longest, signal);
        return picture && pngOf(picture);
      });
    },
  };
}

async function pngOf({ width, height, values }: RgbRaster): Promise<Blob | undefined> {
  const canvas = new OffscreenCanvas(width, height);
  const pixels = new Uint8ClampedArray(4 * width * height).fill(255);
  for (let pixel = 0; pixel < width * height; pixel++)
    pixels.set(values.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas.convertToBlob({ type: 'image/png' });
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
