import type { Progress } from '@timescope/core/progress';
import type { Target } from '@timescope/core/result/predictionResult';
import type { ComparedModel, Crop } from '../pipeline/prediction';
import type { PredictionAnswer } from '../worker/requests';
import type { PredictedRoi } from './activeRoi';
import type { DisplayedCt } from './displayedCt';
import type { DrawingTool } from './drawingTools';
import type { OutlineState } from './TumourOutline';

export interface Prediction extends PredictionAnswer {
  readonly ct: DisplayedCt;
  readonly source: PredictedRoi;
  /** Whether the voxels that were predicted from are no longer the source's. */
  readonly isStale: boolean;
  /** What every network of a target that has several said; undefined before they were asked. */
  readonly compared: readonly ComparedModel[] | undefined;
}

/** What the reader chose of a prediction. */
export interface RequestChoices {
  readonly slice: number | undefined;
  readonly margin: number;
  readonly crop: 'box' | 'masked';
}

export interface RadiologyState {
  readonly ct: DisplayedCt | undefined;
  readonly outline: OutlineState | undefined;
  readonly tool: DrawingTool | undefined;
  readonly request: RequestChoices;
  /** What the networks would see of the outline with these choices; undefined where nobody has asked. */
  readonly preview: { readonly crop: Crop; readonly source: PredictedRoi } | undefined;
  readonly run: Progress | undefined;
  readonly prediction: Prediction | undefined;
  /** Without a target, the first that has a map. */
  readonly heatMap: {
    readonly isVisible: boolean;
    readonly opacity: number;
    readonly target: Target | undefined;
  };
  readonly failure: { readonly message: string; readonly nextStep: string } | undefined;
}

export const START: RadiologyState = {
  ct: undefined,
  outline: undefined,
  tool: undefined,
  request: { slice: undefined, margin: 0, crop: 'box' },
  preview: undefined,
  run: undefined,
  prediction: undefined,
  heatMap: { isVisible: true, opacity: 0.5, target: undefined },
  failure: undefined,
};

/** Nothing that fails may fail silently or reach the host: it becomes the panel's sentence. */
export type Attempt = (work: () => Promise<void>, failed?: (reason: string) => string) => Promise<void>;
