import type { Slide } from '@timescope/core/dicom/read/slide';
import type { PixelRect } from '@timescope/core/raster';
import { callbacks } from '@timescope/runtime/worker';
import type { PixelClassifier } from '../pipeline/compartments/pixelClassifier';
import type { ClassStroke } from '../pipeline/reading/classStroke';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import { beginWorker } from './beginWorker';
import { framesHandedOver } from './framesHandedOver';
import { SlideWorker } from './SlideWorker';
import type { PreviewPage, TrainingPage, TrainingWorker } from './trainingRequest';

/** Learns compartments in a worker of its own, started with the first question, so that a run is not held up. */
export class TrainingClient {
  private readonly worker: SlideWorker<TrainingWorker>;

  constructor(slide: Slide, page: TrainingPage) {
    this.worker = new SlideWorker(
      () => beginWorker('ihc-training'),
      connection =>
        connection.call((worker, call) => worker.openTraining(call, slide, callbacks(handingOver(page)))),
    );
  }

  /** @throws TimescopeError EMPTY_ROI when the lines cannot be used; the signal's reason after an abort. */
  async train(
    name: string,
    strokes: readonly ClassStroke[],
    request: ScoreRequest,
    signal: AbortSignal,
  ): Promise<PixelClassifier> {
    const connection = await this.worker.ready();
    return connection.call((worker, call) => worker.trainCompartments(call, name, strokes, request), signal);
  }

  /** The tiles go to the page as they are done. */
  async preview(
    model: PixelClassifier,
    field: PixelRect,
    request: ScoreRequest,
    page: PreviewPage,
    signal: AbortSignal,
  ): Promise<void> {
    const connection = await this.worker.ready();
    await connection.call(
      (worker, call) => worker.previewCompartments(call, model, field, request, callbacks(page)),
      signal,
    );
  }

  /** Abort what is under way first: its promises stay open otherwise. */
  close(): void {
    this.worker.close();
  }
}

const handingOver = (page: TrainingPage): TrainingPage => ({
  ...framesHandedOver(page),
  report: progress => page.report(progress),
});
