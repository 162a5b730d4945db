import type { Tier } from '../network';
import type { RESEARCH_USE } from '../researchUse';
import type { Warning } from '../warning';

/** Version of the document. A new number means that a reader must know; older versions stay readable. */
export const PREDICTION_RESULT_VERSION = 1;

/** The biomarkers that the CT networks predict: tumour-stroma ratio, lymphocytes, immune score, TIME type. */
export const TARGETS = ['tsr', 'tils', 'is', 'time'] as const;
export type Target = (typeof TARGETS)[number];

export type PredictedClass = 'high' | 'low';

/** Hounsfield units shown as black to white: centre - width / 2 to centre + width / 2. */
export interface CtWindow {
  readonly center: number;
  readonly width: number;
}

/** What one network said of the slice. */
export interface TargetPrediction {
  /** Of the class "high", 0 to 1. */
  readonly probability: number;
  /** "high" from this probability on. */
  readonly threshold: number;
  readonly thresholdSource: string;
  readonly class: PredictedClass;
  readonly model: {
    readonly name: string;
    readonly version: string;
    readonly sha256: string;
    readonly engine: string;
    readonly tier: Tier;
    readonly demonstration: boolean;
    /** As the card of these weights says; absent where it says none, and in documents of before. */
    readonly auc?: { readonly value: number; readonly data: string };
  };
  /** The file with the map of the predicted class drawn on the slice; null where no file was written. */
  readonly gradcam: string | null;
  /** Greatest value of the 7 x 7 map before it was scaled to 0..1; 0 says that the map is empty. */
  readonly gradcamMax: number;
}

/** The number of targets among TSR, TILs and IS that are high (0 to 3); the TIME is high from 2 on. */
export interface DerivedTime {
  readonly count: number;
  readonly class: PredictedClass;
}

export interface PredictionResult {
  readonly kind: 'timescope.prediction';
  readonly version: typeof PREDICTION_RESULT_VERSION;
  readonly researchUse: typeof RESEARCH_USE;
  readonly slice: {
    /** Voxel k of the input, from 0. */
    readonly index: number;
    /** Null when the input is not DICOM. */
    readonly sopInstanceUid: string | null;
    /** As viewers show it; absent where the input has none, and in documents of before. */
    readonly instanceNumber?: number;
    /** Patient z (LPS) of the slice's first voxel. */
    readonly zMm: number;
    /** Of the ROI on this slice. */
    readonly areaMm2: number;
    readonly roiVoxels: number;
    /** Of the ROI on this slice; absent in documents of before. */
    readonly longAxisMm?: number;
    readonly shortAxisMm?: number;
    readonly meanHu?: number;
    readonly chosenBy: 'largest area' | 'reader';
  };
  readonly targets: Readonly<Partial<Record<Target, TargetPrediction>>>;
  readonly time: {
    readonly derived: DerivedTime | null;
    readonly direct: PredictedClass | null;
  };
  /** Why a value is missing, by its key (`tsr`, `time.derived` ...). */
  readonly notEvaluable: Readonly<Record<string, string>>;
  /** What lies outside the domain that the networks were made for, and what the input lacked. */
  readonly flags: readonly Warning[];
  readonly provenance: {
    readonly software: { readonly name: 'TIMEscope'; readonly version: string };
    readonly preprocessing: {
      readonly window: CtWindow;
      readonly crop: 'box' | 'masked';
      readonly marginPx: number;
      readonly inputPx: number;
      /** The cropped rectangle of the slice in voxels, before padding to a square. */
      readonly box: {
        readonly x: number;
        readonly y: number;
        readonly width: number;
        readonly height: number;
      };
    };
    /** SHA-256 of the slice's HU (little endian) and of the whole ROI mask (a byte 0 or 1 a voxel). */
    readonly digests: { readonly slice: string; readonly roi: string };
    readonly seriesUid: string | null;
    /** True when any of the networks has only seen synthetic data. */
    readonly demonstration: boolean;
  };
  /** SHA-256 of the canonical JSON of everything above, without files' names. */
  readonly hash: string;
}
