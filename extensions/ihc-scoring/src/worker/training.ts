import type { Slide } from '@timescope/core/dicom/read/slide';
import type { PixelSource } from '@timescope/core/pixelSource';
import { handOver, type AbortableCalls } from '@timescope/runtime/worker';
import { compartmentTrainer, type CompartmentTrainer } from '../pipeline/compartments/compartmentTrainer';
import type { FramePage } from './request';
import type { TrainingPage, TrainingWorker } from './trainingRequest';

/** The worker's answers to what the pixel classifier's section asks. */
export function training(
  calls: AbortableCalls,
  sourceOf: (slide: Slide, page: FramePage) => PixelSource,
): Omit<TrainingWorker, 'abort'> {
  let open: { readonly trainer: CompartmentTrainer; readonly page: TrainingPage } | undefined;
  const opened = () => {
    if (!open) throw new RangeError('No slide was opened before it was asked about.');
    const { trainer, page } = open;
    const report: TrainingPage['report'] = progress => page.report(progress);
    return { trainer, report };
  };
  return {
    openTraining: (call, slide, page) =>
      calls.run(call, () => {
        open = { trainer: compartmentTrainer(sourceOf(slide, page)), page };
        return Promise.resolve('ready' as const);
      }),

    trainCompartments: (call, name, strokes, request) =>
      calls.run(call, signal => {
        const { trainer, report } = opened();
        return trainer.train(name, strokes, request, { signal, report });
      }),

    previewCompartments: (call, model, field, request, page) =>
      calls.run(call, async signal => {
        const { trainer, report } = opened();
        const onTile: Parameters<CompartmentTrainer['preview']>[3]['onTile'] = tile =>
          page.onTile(handOver(tile, [tile.values.buffer]));
        await trainer.preview(model, field, request, { signal, report, onTile });
        return 'done' as const;
      }),
  };
}
