import { TimescopeError, messageOf } from '@timescope/core/errors';
import type { Progress } from '@timescope/core/progress';
import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { readerState, type Reader } from '@timescope/ohif/readerState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { indexedDbDrafts, type Drafts } from '@timescope/runtime/drafts';
import { GradCamOverlay } from '../overlays/GradCamOverlay';
import { strings } from '../strings';
import { RadiologyClient } from '../worker/client';
import type { PredictionAnswer } from '../worker/requests';
import { hasChanged, roiInUse, type PredictedRoi } from './activeRoi';
import { cornerstoneOf } from './cornerstone';
import { CtPredictor, type PredictionWorker } from './CtPredictor';
import { shownViewport, viewportsShowing } from './ctViewports';
import { ctInViewport, displayedCt, type CtPlace, type DisplayedCt } from './displayedCt';
import { activateTool, activeTool, showSoftTissue, type DrawingTool } from './drawingTools';
import { radiologyServices } from './hostServices';
import type { OutlineDraft } from './outlineDraft';
import { RegionFeatures, type FeatureWorker } from './RegionFeatures';
import { greatestSlice, roiVoxels } from './roiSlices';
import { showSlice } from './sliceNavigation';
import { TumourOutline, type OutlineState } from './TumourOutline';

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

const START: RadiologyState = {
  ct: undefined,
  outline: undefined,
  tool: undefined,
  request: { slice: undefined, margin: 0 },
  run: undefined,
  prediction: undefined,
  heatMap: { isVisible: true, opacity: 0.5 },
  failure: undefined,
};

/** What the radiology mode does for the reader. Panels show its state, commands call it. */
export class RadiologyService {
  readonly state = new ObservableState<RadiologyState>(START);
  readonly reader: ObservableState<Reader>;
  readonly features: RegionFeatures;
  private readonly subscriptions = new Subscriptions();
  private readonly predictor: CtPredictor;
  private readonly outlines = new Map<string, TumourOutline>();
  private overlay: GradCamOverlay | undefined;
  private openingSeries: string | undefined;

  constructor(
    private readonly host: Host,
    private readonly drafts: Drafts<OutlineDraft> = indexedDbDrafts('timescope-outlines'),
    worker: PredictionWorker & FeatureWorker = new RadiologyClient(),
  ) {
    this.predictor = new CtPredictor(host, worker);
    this.features = new RegionFeatures(host, worker);
    this.reader = readerState(host.servicesManager.services, window.localStorage);
  }

  enterMode(): void {
    const { viewportGridService } = this.host.servicesManager.services;
    const { cornerstoneViewportService } = radiologyServices(this.host);
    this.overlay = new GradCamOverlay(cornerstoneOf(this.host).cornerstone);
    const look = () => this.followViewports();
    // The host does not announce the first active viewport: the grid's own events do.
    for (const event of ['ACTIVE_VIEWPORT_ID_CHANGED', 'GRID_STATE_CHANGED', 'VIEWPORTS_READY'])
      this.subscriptions.toHost(viewportGridService, event, look);
    this.subscriptions.toHost(cornerstoneViewportService, 'VIEWPORT_DATA_CHANGED', look);
    const { cornerstone, cornerstoneTools } = cornerstoneOf(this.host);
    const tools = cornerstoneTools.Enums.Events.TOOL_ACTIVATED;
    this.subscriptions.toDom(cornerstone.eventTarget, tools, () => this.noteTool());
    const edited = cornerstoneTools.Enums.Events.SEGMENTATION_DATA_MODIFIED;
    this.subscriptions.toDom(cornerstone.eventTarget, edited, event => {
      this.noteEdit((event as CustomEvent<{ segmentationId: string }>).detail.segmentationId);
    });
    this.subscriptions.add(this.state.subscribe(() => this.drawHeatMap()));
  }

  leaveMode(): void {
    this.features.clear();
    this.predictor.close();
    this.subscriptions.releaseAll();
    for (const outline of this.outlines.values()) outline.release();
    this.outlines.clear();
    this.overlay?.release();
    this.overlay = undefined;
    this.openingSeries = undefined;
    this.state.update(START);
  }

  /** Makes the segmentation when there is none yet, and gives the left mouse button to the tool. */
  async draw(tool: DrawingTool): Promise<void> {
    await this.attempt(async () => {
      const place = ctInViewport(this.host);
      const outline = this.currentOutline();
      if (!place || !outline) throw noCt();
      if (tool !== 'window') await outline.segmentationIn(place.viewportId);
      activateTool(this.host, tool, place.viewportId);
    });
  }

  showSoftTissue(): void {
    const place = ctInViewport(this.host);
    if (place) showSoftTissue(this.host, place);
  }

  undo(): void {
    this.currentOutline()?.undo();
  }

  redo(): void {
    this.currentOutline()?.redo();
  }

  clearOutline(): void {
    this.currentOutline()?.clear();
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
    await this.attempt(() => this.runPrediction());
    if (!this.predictor.isRunning()) this.state.update({ run: undefined });
  }

  /** Radiomics of the outline or of the active segmentation. */
  async measureFeatures(): Promise<void> {
    await this.attempt(async () => {
      const { ct } = this.state.get();
      if (!ct) throw noCt();
      const source = this.roiInUse(ct);
      if (roiVoxels(source.roi) === 0)
        throw new TimescopeError('EMPTY_ROI', strings.emptyOutline, { nextStep: strings.emptyFeaturesNext });
      await this.features.measure(ct, source);
    }, strings.featuresFailed);
  }

  cancel(): void {
    this.predictor.cancel();
    this.state.update({ run: undefined });
  }

  /** Brings the predicted slice into view. */
  showPredictedSlice(): void {
    const { prediction } = this.state.get();
    if (prediction) this.bringIntoView(prediction.ct, prediction.outcome.crop.slice);
  }

  toggleHeatMap(): void {
    const { heatMap } = this.state.get();
    this.state.update({ heatMap: { ...heatMap, isVisible: !heatMap.isVisible } });
  }

  /** @param opacity 0 to 1. */
  setHeatMapOpacity(opacity: number): void {
    this.state.update({ heatMap: { isVisible: true, opacity } });
  }

  dismissFailure(): void {
    this.state.update({ failure: undefined });
  }

  private async runPrediction(): Promise<void> {
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
    this.showPredictedSlice();
  }

  private roiInUse(ct: DisplayedCt): PredictedRoi {
    const outline = this.currentOutline();
    outline?.takeEditNow();
    const viewportId = ctInViewport(this.host)?.viewportId ?? ct.viewportId;
    return roiInUse(this.host, { ...ct, viewportId }, outline);
  }

  /** Of a prediction from the reader's own outline: an undo back to it makes it fresh again. */
  private compareOutline(): void {
    const { prediction, outline } = this.state.get();
    if (!prediction || prediction.source.segmentationId !== undefined) return;
    const isStale = prediction.source.roi !== outline?.roi;
    if (isStale !== prediction.isStale) this.state.update({ prediction: { ...prediction, isStale } });
  }

  /** Of a prediction from any other segmentation. */
  private noteEdit(segmentationId: string): void {
    const { prediction } = this.state.get();
    if (!prediction || prediction.isStale || prediction.source.segmentationId !== segmentationId) return;
    if (hasChanged(this.host, prediction.ct, prediction.source))
      this.state.update({ prediction: { ...prediction, isStale: true } });
  }

  /** The reader may also choose tools in the host's toolbar. */
  private noteTool(): void {
    const place = ctInViewport(this.host);
    const tool = place && activeTool(this.host, place.viewportId);
    if (tool !== this.state.get().tool) this.state.update({ tool });
  }

  private currentOutline(): TumourOutline | undefined {
    const { ct } = this.state.get();
    return ct && this.outlines.get(ct.displaySet.SeriesInstanceUID);
  }

  /** Called at every change of the viewports: takes up a CT that was not shown before. */
  private followViewports(): void {
    this.drawHeatMap();
    const place = ctInViewport(this.host);
    const seriesUid = place?.displaySet.SeriesInstanceUID;
    if (!place || !shownViewport(this.host, place.viewportId) || seriesUid === this.openingSeries) return;
    this.openingSeries = seriesUid;
    void this.attempt(() => this.openSeries(place));
  }

  private async openSeries(place: CtPlace): Promise<void> {
    const seriesUid = place.displaySet.SeriesInstanceUID;
    const ct = await displayedCt(this.host, place).catch((thrown: unknown) => {
      if (seriesUid !== this.openingSeries) return undefined;
      this.openingSeries = undefined;
      throw thrown;
    });
    if (!ct || seriesUid !== this.openingSeries) return;
    this.cancel();
    this.features.clear();
    const known = this.outlines.get(seriesUid);
    const outline = known ?? new TumourOutline(this.host, ct, this.drafts, thrown => this.fail(thrown));
    this.outlines.set(seriesUid, outline);
    const request = { ...this.state.get().request, slice: undefined };
    this.state.update({ ct, outline: outline.state.get(), prediction: undefined, request });
    if (known) return;
    this.subscriptions.add(
      outline.state.subscribe(() => {
        if (this.currentOutline() !== outline) return;
        this.state.update({ outline: outline.state.get() });
        this.compareOutline();
      }),
    );
    await outline.restoreDraft();
    const { draft, roi } = outline.state.get();
    const slice = greatestSlice(roi);
    if (draft.kind === 'restored' && slice !== undefined) this.bringIntoView(ct, slice);
  }

  private bringIntoView(ct: DisplayedCt, slice: number): void {
    const place = ctInViewport(this.host);
    const viewport = place && shownViewport(this.host, place.viewportId);
    const isShown = ct.displaySet.displaySetInstanceUID === place?.displaySet.displaySetInstanceUID;
    if (viewport && isShown) showSlice(viewport, ct, slice);
  }

  private drawHeatMap(): void {
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

  /** Nothing that fails here may fail silently or reach the host: it becomes the panel's sentence. */
  private async attempt(work: () => Promise<void>, failed?: (reason: string) => string): Promise<void> {
    try {
      this.dismissFailure();
      await work();
    } catch (thrown) {
      this.fail(thrown, failed);
    }
  }

  private fail(thrown: unknown, failed: (reason: string) => string = strings.failed): void {
    const known = thrown instanceof TimescopeError ? thrown : undefined;
    const message = known?.message ?? failed(messageOf(thrown));
    this.state.update({ failure: { message, nextStep: known?.nextStep ?? '' } });
  }
}

function noCt(): TimescopeError {
  return new TimescopeError('NOT_FOUND', strings.noCt, { nextStep: '', kind: 'usage' });
}
