import { TimescopeError } from '@timescope/core/errors';
import type { Progress } from '@timescope/core/progress';
import type { Host } from '@timescope/ohif/host';
import type { ObservableState } from '@timescope/ohif/ObservableState';
import { GradCamOverlay } from '../overlays/GradCamOverlay';
import { strings } from '../strings';
import { hasChanged, type PredictedRoi } from './activeRoi';
import { cornerstoneOf } from './cornerstone';
import { CtPredictor, type PredictionWorker } from './CtPredictor';
import { bringIntoView, viewportsShowing } from './ctViewports';
import { noCt, type DisplayedCt } from './displayedCt';
import type { Attempt, RadiologyState } from './radiologyState';
import { roiVoxels } from './roiSlices';
import { activeRoi, NEW_ROI_SET } from './rois/roiSet';

/** Predictions of the shown CT with their heat map. */
export class CtPredictions {
  private readonly predictor: CtPredictor;
  private overlay: GradCamOverlay | undefined;

  constructor(
    private readonly host: Host,
    private readonly state: ObservableState<RadiologyState>,
    worker: PredictionWorker,
    private readonly attempt: Attempt,
    private readonly roiInUse: (ct: DisplayedCt) => PredictedRoi,
  ) {
    this.predictor = new CtPredictor(host, worker);
  }

  enterMode(): void {
    this.overlay = new GradCamOverlay(cornerstoneOf(this.host).cornerstone);
  }

  leaveMode(): void {
    this.predictor.close();
    this.overlay?.release();
    this.overlay = undefined;
  }

  /** The slice to predict on; undefined leaves the choice to the largest area. */
  async chooseSlice(slice: number | undefined): Promise<void> {
    this.state.update({ request: { ...this.state.get().request, slice } });
    await this.predict();
  }

  chooseMargin(margin: number): void {
    this.state.update({ request: { ...this.state.get().request, margin } });
  }

  async predict(): Promise<void> {
    if (this.predictor.isRunning()) return;
    this.state.update({ run: { stage: strings.reading, done: 0, total: 1 } });
    await this.attempt(() => this.run());
    if (!this.predictor.isRunning()) this.state.update({ run: undefined });
  }

  cancel(): void {
    this.predictor.cancel();
    this.state.update({ run: undefined });
  }

  /** Nothing of it shows any more. */
  drop(): void {
    this.cancel();
    this.state.update({ prediction: undefined });
  }

  /** Brings the predicted slice into view. */
  showSlice(): void {
    const { prediction } = this.state.get();
    if (prediction) bringIntoView(this.host, prediction.ct, prediction.outcome.crop.slice);
  }

  toggleHeatMap(): void {
    const { heatMap } = this.state.get();
    this.state.update({ heatMap: { ...heatMap, isVisible: !heatMap.isVisible } });
  }

  /** @param opacity 0 to 1. */
  setHeatMapOpacity(opacity: number): void {
    this.state.update({ heatMap: { isVisible: true, opacity } });
  }

  /** Of a prediction from the reader's own outline: an undo back to it makes it fresh again, a new name names it. */
  compareOutline(): void {
    const { prediction, outline } = this.state.get();
    if (!prediction || prediction.source.segmentationId !== undefined) return;
    const { slices, name } = activeRoi(outline?.set ?? NEW_ROI_SET);
    const isStale = prediction.source.roi !== slices;
    const label = isStale ? prediction.source.label : name;
    if (isStale === prediction.isStale && label === prediction.source.label) return;
    this.state.update({ prediction: { ...prediction, isStale, source: { ...prediction.source, label } } });
  }

  /** Of a prediction from any other segmentation. */
  noteEdit(segmentationId: string): void {
    const { prediction } = this.state.get();
    if (!prediction || prediction.isStale || prediction.source.segmentationId !== segmentationId) return;
    if (hasChanged(this.host, prediction.ct, prediction.source))
      this.state.update({ prediction: { ...prediction, isStale: true } });
  }

  drawHeatMap(): void {
    const { prediction, heatMap } = this.state.get();
    const map = prediction?.outcome.maps.tils;
    this.overlay?.attach(prediction ? viewportsShowing(this.host, prediction.ct) : []);
    const { ct, outcome } = prediction ?? {};
    const demonstration = outcome?.result.provenance.demonstration === true;
    const isShown = heatMap.isVisible && map && ct && map.max > 0;
    const isStale = prediction?.isStale === true;
    const { opacity } = heatMap;
    this.overlay?.show(isShown ? { ct, map, demonstration, isStale, opacity } : undefined);
  }

  private async run(): Promise<void> {
    const { ct, request } = this.state.get();
    if (!ct) throw noCt();
    const source = this.roiInUse(ct);
    if (roiVoxels(source.roi) === 0)
      throw new TimescopeError('EMPTY_ROI', strings.emptyOutline, { nextStep: strings.emptyOutlineNext });
    const { slice, margin } = request;
    const asked = { margin, ...(slice !== undefined && { slice }) };
    const report = (run: Progress) => this.state.update({ run });
    const answer = await this.predictor.predict(ct, source.roi, asked, report);
    if (!answer) return;
    this.state.update({ prediction: { ...answer, ct, source, isStale: false } });
    this.compareOutline();
    this.showSlice();
  }
}
