import { TimescopeError } from '@timescope/core/errors';
import type { Progress } from '@timescope/core/progress';
import type { Target } from '@timescope/core/result/predictionResult';
import type { Host } from '@timescope/ohif/host';
import type { ObservableState } from '@timescope/ohif/ObservableState';
import { GradCamOverlay } from '../overlays/GradCamOverlay';
import { strings } from '../strings';
import { hasChanged, type PredictedRoi } from './activeRoi';
import { cornerstoneOf } from './cornerstone';
import { CtPredictor, type Asked, type PredictionWorker } from './CtPredictor';
import { bringIntoView, viewportsShowing } from './ctViewports';
import { noCt, type DisplayedCt } from './displayedCt';
import type { Attempt, RadiologyState, RequestChoices } from './radiologyState';
import { roiVoxels } from './roiSlices';
import { activeRoi, NEW_ROI_SET } from './rois/roiSet';
import { shownMap } from './shownMap';

/** Predictions of the shown CT with their heat map. */
export class CtPredictions {
  private readonly predictor: CtPredictor;
  private readonly previewer: CtPredictor;
  private overlay: GradCamOverlay | undefined;

  constructor(
    private readonly host: Host,
    private readonly state: ObservableState<RadiologyState>,
    worker: PredictionWorker,
    private readonly attempt: Attempt,
    private readonly roiInUse: (ct: DisplayedCt) => PredictedRoi,
  ) {
    this.predictor = new CtPredictor(host, worker);
    this.previewer = new CtPredictor(host, worker);
  }

  enterMode(): void {
    this.overlay = new GradCamOverlay(cornerstoneOf(this.host).cornerstone);
  }

  leaveMode(): void {
    this.previewer.cancel();
    this.predictor.close();
    this.overlay?.release();
    this.overlay = undefined;
  }

  /** The slice to predict on; undefined leaves the choice to the largest area. */
  async chooseSlice(slice: number | undefined): Promise<void> {
    this.state.update({ request: { ...this.state.get().request, slice } });
    await this.predict();
  }

  /** Margin or kind of crop, with what the networks would see then. */
  async chooseCrop(chosen: Partial<Pick<RequestChoices, 'margin' | 'crop'>>): Promise<void> {
    this.state.update({ request: { ...this.state.get().request, ...chosen } });
    const { ct } = this.state.get();
    if (ct && roiVoxels(this.roiInUse(ct).roi) > 0) await this.previewCrop();
  }

  /** The choices stay usable meanwhile; another preview takes the place of one that is on its way. */
  previewCrop(): Promise<void> {
    this.previewer.cancel();
    return this.attempt(async () => {
      const { asked, source } = this.asked();
      const crop = await this.previewer.previewCrop(asked, () => undefined);
      if (crop) this.state.update({ preview: { crop, source } });
    }, strings.previewFailed);
  }

  predict(): Promise<void> {
    return this.run(async () => {
      const { asked, source } = this.asked();
      const answer = await this.predictor.predict(asked, this.report);
      if (!answer) return;
      const { ct } = asked;
      const prediction = { ...answer, ct, source, isStale: false, compared: undefined };
      this.state.update({ prediction, preview: undefined });
      this.compareOutline();
      this.showSlice();
    });
  }

  /** Every network of the targets that have several, on the very crop that was predicted from. */
  compareModels(): Promise<void> {
    return this.run(async () => {
      const { prediction } = this.state.get();
      if (!prediction) return;
      const { ct, source, outcome } = prediction;
      const { preprocessing } = outcome.result.provenance;
      const request = {
        slice: outcome.crop.slice,
        margin: preprocessing.marginPx,
        ...{ crop: preprocessing.crop, window: preprocessing.window },
      };
      const compared = await this.predictor.compareModels({ ct, roi: source.roi, request }, this.report);
      const now = this.state.get().prediction;
      if (compared && now?.outcome === outcome) this.state.update({ prediction: { ...now, compared } });
    });
  }

  cancel(): void {
    this.predictor.cancel();
    this.state.update({ run: undefined });
  }

  /** Nothing of it shows any more. */
  drop(): void {
    this.cancel();
    this.previewer.cancel();
    this.state.update({ prediction: undefined, preview: undefined });
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
    this.state.update({ heatMap: { ...this.state.get().heatMap, isVisible: true, opacity } });
  }

  /** Lays the map of one target over the slice. */
  showMapOf(target: Target): void {
    this.state.update({ heatMap: { ...this.state.get().heatMap, isVisible: true, target } });
    this.showSlice();
  }

  /** Of a prediction from the reader's own outline: an undo back to it makes it fresh again, a new name names it. */
  compareOutline(): void {
    const { prediction, outline, preview } = this.state.get();
    if (preview && isOtherOutline(preview.source, outline)) this.state.update({ preview: undefined });
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
    this.overlay?.attach(prediction ? viewportsShowing(this.host, prediction.ct) : []);
    const map = prediction && shownMap(prediction, heatMap);
    if (!map || !heatMap.isVisible || map.max === 0) {
      this.overlay?.show(undefined);
      return;
    }
    const { ct, outcome, source, isStale } = prediction;
    const demonstration = outcome.result.targets[map.target]?.model.demonstration === true;
    const outline = source.roi.get(map.slice);
    this.overlay?.show({ ct, map, demonstration, isStale, opacity: heatMap.opacity, outline });
  }

  private readonly report = (run: Progress): void => this.state.update({ run });

  private async run(work: () => Promise<void>): Promise<void> {
    if (this.predictor.isRunning()) return;
    this.report({ stage: strings.reading, done: 0, total: 1 });
    await this.attempt(work);
    if (!this.predictor.isRunning()) this.state.update({ run: undefined });
  }

  /** @throws TimescopeError NOT_FOUND without a CT, EMPTY_ROI */
  private asked(): { readonly asked: Asked; readonly source: PredictedRoi } {
    const { ct, request } = this.state.get();
    if (!ct) throw noCt();
    const source = this.roiInUse(ct);
    if (roiVoxels(source.roi) === 0)
      throw new TimescopeError('EMPTY_ROI', strings.emptyOutline, { nextStep: strings.emptyOutlineNext });
    const { slice, margin, crop } = request;
    const chosen = { margin, crop, ...(slice !== undefined && { slice }) };
    return { asked: { ct, roi: source.roi, request: chosen }, source };
  }
}

/** A segmentation that was not made with our buttons is compared when it is edited. */
const isOtherOutline = ({ roi, segmentationId }: PredictedRoi, outline: RadiologyState['outline']): boolean =>
  segmentationId === undefined && activeRoi(outline?.set ?? NEW_ROI_SET).slices !== roi;
