import type { Progress } from '@timescope/core/progress';
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
}

export interface RadiologyState {
  readonly ct: DisplayedCt | undefined;
  readonly outline: OutlineState | undefined;
  readonly tool: DrawingTool | undefined;
  readonly request: { readonly slice: number | undefined; readonly margin: number };
  readonly run: Progress | undefined;
  readonly prediction: Prediction | undefined;
  readonly heatMap: { readonly isVisible: boolean; readonly opacity: number };
  readonly failure: { readonly message: string; readonly nextStep: string } | undefined;
}

export const START: RadiologyState = {
  ct: undefined,
  outline: undefined,
  tool: undefined,
  request: { slice: undefined, margin: 0 },
  run: undefined,
  prediction: undefined,
  heatMap: { isVisible: true, opacity: 0.5 },
  failure: undefined,
};

/** Nothing that fails may fail silently or reach the host: it becomes the panel's sentence. */
export type Attempt = (work: () => Promise<void>, failed?: (reason: string) => string) => Promise<void>;
