import type { Agreement } from '@timescope/core/geometry/agreement/agreement';
import type { ReportProgress } from '@timescope/core/progress';
import type { InterpolatedMask } from '@timescope/core/interpolation/interpolateMask';
import type { Target } from '@timescope/core/result/predictionResult';
import type { CtVolume, RoiMask } from '@timescope/core/volume';
import type { AbortableWorker, Settled } from '@timescope/runtime/worker';
import type { DrawnSlice, SliceMeasure } from '../pipeline/contouring/roiMeasures';
import type { SeededRegion, SeededRegionRequest } from '../pipeline/contouring/seededRegion';
import type { RoiSlice } from '../pipeline/largestSlice';
import type { ComparedModel, Crop, PredictionOutcome, PredictionRequest } from '../pipeline/prediction';
import type { FeatureEntry } from '../pipeline/radiomics/catalogue/catalogue';
import type { RadiomicsResult } from '../pipeline/radiomics/radiomics';
import type { RadiomicsSettings } from '../pipeline/radiomics/settings';

/** What the worker tells the page while a run goes on. */
export interface RadiologyPage {
  report: ReportProgress;
}

/** What the page asks of the worker. */
export interface RadiologyWorker extends AbortableWorker {
  /** Keeps the volume for the predictions that follow. */
  takeVolume(call: number, volume: CtVolume): Promise<Settled<null>>;
  /** Fetches networks and engine on the first call. */
  predict(
    call: number,
    mask: RoiMask,
    request: PredictionRequest,
    page: RadiologyPage,
  ): Promise<Settled<PredictionAnswer>>;
  /** Of every target with several networks, what each says of the same crop. */
  compareModels(
    call: number,
    mask: RoiMask,
    request: PredictionRequest,
    page: RadiologyPage,
  ): Promise<Settled<readonly ComparedModel[]>>;
  /** What the networks would see. */
  previewCrop(call: number, mask: RoiMask, request: PredictionRequest): Promise<Settled<Crop>>;
  /** Radiomics of the region in the volume that the worker holds. */
  radiomics(call: number, mask: RoiMask, settings: RadiomicsSettings): Promise<Settled<RadiomicsAnswer>>;
  /** Fills the empty slices between the drawn ones. */
  interpolate(call: number, mask: RoiMask, method: InterpolationMethod): Promise<Settled<InterpolatedMask>>;
  /** The region round a click in the volume that the worker holds. */
  growRegion(call: number, request: SeededRegionRequest): Promise<Settled<SeededRegion>>;
  /** Area, axes and HU of what is drawn on slices; needs no volume. */
  measureSlices(call: number, slices: readonly DrawnSlice[]): Promise<Settled<readonly SliceMeasure[]>>;
  /** How well two outlines of one CT agree. */
  agree(call: number, a: RoiMask, b: RoiMask): Promise<Settled<Agreement>>;
}

export type InterpolationMethod = 'signedDistance' | 'morphological';

export interface RadiomicsAnswer {
  readonly result: RadiomicsResult;
  /** What each feature of the result means, in the order of the table. */
  readonly entries: readonly FeatureEntry[];
}

export interface PredictionAnswer {
  readonly outcome: PredictionOutcome;
  /** Every slice that the ROI reaches, for the reader to choose from. */
  readonly slices: readonly RoiSlice[];
  /** Names of the networks that are there, the one that predicted first; of a stored result nothing is known. */
  readonly models: Readonly<Partial<Record<Target, readonly string[]>>>;
  /** Why cards of the site were left out, a sentence each. */
  readonly leftOut: readonly string[];
}
