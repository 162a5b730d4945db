import type { Network, Tensor } from '@timescope/core/network';
import type { ReportProgress } from '@timescope/core/progress';
import type { PixelRect, Raster } from '@timescope/core/raster';
import type {
  CtWindow,
  PredictedClass,
  PredictionResult,
  Target,
  TargetPrediction,
} from '@timescope/core/result/predictionResult';

/** One network a target; targets without one are reported as not evaluable. */
export type Networks = Readonly<Partial<Record<Target, Network>>>;

/** What the reader may choose; everything left out takes the defaults named in `crop.ts`. */
export interface PredictionRequest {
  /** Voxel k; without it the slice with the greatest ROI area is taken. */
  readonly slice?: number;
  readonly window?: CtWindow;
  /** Voxels added on every side of the ROI's box. */
  readonly margin?: number;
  /** `masked` blackens what lies outside the ROI. */
  readonly crop?: 'box' | 'masked';
}

export interface PredictionContext {
  /** Written into the result. */
  readonly softwareVersion: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: ReportProgress;
}

/** The part of a slice that a network sees. */
export interface Crop {
  /** Voxel k. */
  readonly slice: number;
  /** The ROI's box with its margin in columns and rows of the slice; always inside the slice. */
  readonly box: PixelRect;
  /** The square that the network sees; its padding may reach outside the box and the slice. */
  readonly square: PixelRect;
  readonly window: CtWindow;
  /** The square in 8-bit grey, one pixel a voxel. */
  readonly preview: Raster<Uint8Array>;
  /** [1, 3, 224, 224], normalised. */
  readonly input: Tensor;
}

/** Where a network looked for the class that it predicts: Grad-CAM on the last convolutional layer. */
export interface GradCamMap {
  readonly target: Target;
  readonly class: PredictedClass;
  readonly slice: number;
  /** Columns and rows of the slice that the map covers: the crop's box. */
  readonly box: PixelRect;
  /** Over `box`, row-major, 0 to 1 (scaled by `max`). All 0 when `max` is 0: the network marked nothing. */
  readonly values: Float32Array;
  readonly max: number;
  /** The map as the network gave it (7 x 7: coarse), not scaled. */
  readonly coarse: Raster<Float32Array>;
  readonly definition: string;
}

export interface PredictionOutcome {
  readonly result: PredictionResult;
  readonly crop: Crop;
  readonly maps: Readonly<Partial<Record<Target, GradCamMap>>>;
}

export interface TargetNetwork {
  readonly target: Target;
  readonly network: Network;
}

/** What one of several networks for a target said. */
export interface ComparedModel {
  readonly target: Target;
  readonly said: TargetPrediction;
  readonly map: GradCamMap;
}
