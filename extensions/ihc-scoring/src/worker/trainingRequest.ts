import type { Slide } from '@timescope/core/dicom/read/slide';
import type { PixelRect } from '@timescope/core/raster';
import type { ReportProgress } from '@timescope/core/progress';
import type { AbortableWorker, Settled } from '@timescope/runtime/worker';
import type { PixelClassifier } from '../pipeline/compartments/pixelClassifier';
import type { PreviewTile } from '../pipeline/compartments/previewTiles';
import type { ClassStroke } from '../pipeline/reading/classStroke';
import type { ScoreRequest } from '../pipeline/scoreRequest';
import type { FramePage } from './request';

/** What a worker that learns compartments asks of the page. */
export interface TrainingPage extends FramePage {
  report: ReportProgress;
}

/** What the page asks of a worker that learns compartments. */
export interface TrainingWorker extends AbortableWorker {
  /** From now on the other calls are about this slide. */
  openTraining(call: number, slide: Slide, page: TrainingPage): Promise<Settled<'ready'>>;
  trainCompartments(
    call: number,
    name: string,
    strokes: readonly ClassStroke[],
    request: ScoreRequest,
  ): Promise<Settled<PixelClassifier>>;
  /** The tiles under the field, in matrix pixels, go to `onTile` as they are done; each is handed over. */
  previewCompartments(
    call: number,
    model: PixelClassifier,
    field: PixelRect,
    request: ScoreRequest,
    page: PreviewPage,
  ): Promise<Settled<'done'>>;
}

export interface PreviewPage {
  onTile(tile: PreviewTile): void;
}
