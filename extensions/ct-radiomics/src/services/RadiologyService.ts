import { TimescopeError, messageOf } from '@timescope/core/errors';
import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { readerChange, readerState, type Reader } from '@timescope/ohif/readerState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { indexedDbDrafts, type RemovableDrafts } from '@timescope/runtime/drafts';
import { ReadersOverlay } from '../overlays/ReadersOverlay';
import { strings } from '../strings';
import { RadiologyClient } from '../worker/client';
import { roiInUse, type PredictedRoi } from './activeRoi';
import { outlineTools, type OutlineTools, type OutlineToolsWorker } from './contouring/outlineTools';
import { cornerstoneOf } from './cornerstone';
import { CtPredictions } from './CtPredictions';
import { bringIntoView, shownViewport, viewportsShowing } from './ctViewports';
import { ctInViewport, displayedCt, noCt, type CtPlace, type DisplayedCt } from './displayedCt';
import { closedPlace } from './draftPlace';
import { activateTool, activeTool, setBrushRange, showSoftTissue, type DrawingTool } from './drawingTools';
import { radiologyServices } from './hostServices';
import type { OutlineDraft } from './outlineDraft';
import { START, type Attempt, type RadiologyState } from './radiologyState';
import { ReadingKeys } from './readings/readingKeys';
import { readingsServer, type ReadingsServer } from './readings/ReadingsServer';
import { TwoReaders, type TwoReadersParts } from './readings/TwoReaders';
import { RegionFeatures, type FeatureWorker } from './RegionFeatures';
import { Decisions } from './results/Decisions';
import { withRoiNamed } from './rois/roiSet';
import { greatestSlice, roiVoxels, type RoiSlices } from './roiSlices';
import { TumourOutline } from './TumourOutline';

/** What is needed of the worker's client. */
export type RadiologyServiceWorker = OutlineToolsWorker & FeatureWorker & TwoReadersParts['worker'];

/** What the radiology mode does for the reader. Panels show its state, commands call it. */
export class RadiologyService {
  readonly state = new ObservableState<RadiologyState>(START);
  readonly reader: ObservableState<Reader>;
  readonly predictions: CtPredictions;
  readonly features: RegionFeatures;
  readonly tools: OutlineTools;
  readonly twoReaders: TwoReaders;
  readonly decisions: Decisions;
  private readonly subscriptions = new Subscriptions();
  private readonly outlines = new Map<string, TumourOutline>();
  private readonly readersOverlay: ReadersOverlay;
  private openingSeries: string | undefined;

  constructor(
    private readonly host: Host,
    drafts: RemovableDrafts<OutlineDraft> = indexedDbDrafts('timescope-outlines'),
    worker: RadiologyServiceWorker = new RadiologyClient(),
    server: ReadingsServer = readingsServer(),
  ) {
    const { attempt } = this;
    this.predictions = new CtPredictions(host, this.state, worker, attempt, ct => this.roiInUse(ct));
    this.features = new RegionFeatures(host, worker);
    this.tools = outlineTools({
      ...{ host, worker, attempt },
      shown: () => this.currentOutline(),
      changeable: () => this.changeableOutline(),
      mayBeSeveral: () => !this.twoReaders.isOneRegionOnly(),
      readerName: () => this.reader.get().name,
    });
    this.reader = readerState(host.servicesManager.services, window.localStorage);
    this.decisions = new Decisions(this.reader);
    const keys = new ReadingKeys(window.sessionStorage, () => readerChange(window.localStorage));
    this.twoReaders = new TwoReaders({
      ...{ reader: this.reader, drafts, server, keys, worker, attempt },
      startAfresh: () => window.location.reload(),
      bringIntoView: (ct, slice) => bringIntoView(host, ct, slice),
    });
    this.readersOverlay = new ReadersOverlay(() => cornerstoneOf(host).cornerstone);
  }

  enterMode(): void {
    this.predictions.enterMode();
    this.tools.enterMode(this.state, this.subscriptions);
    this.followHost();
    this.subscriptions.add(this.state.subscribe(() => this.predictions.drawHeatMap()));
    this.subscriptions.add(followPrediction(this.state, () => this.decisions.begin()));
    this.subscriptions.add(this.twoReaders.state.subscribe(() => this.drawReaders()));
    let { name } = this.reader.get();
    this.subscriptions.add(
      this.reader.subscribe(() => {
        if (this.reader.get().name === name) return;
        ({ name } = this.reader.get());
        void this.attempt(() => this.twoReaders.changeReader());
      }),
    );
  }

  leaveMode(): void {
    this.features.clear();
    this.tools.measures.clear();
    this.twoReaders.close();
    this.predictions.leaveMode();
    this.subscriptions.releaseAll();
    for (const outline of this.outlines.values()) outline.release();
    this.outlines.clear();
    this.readersOverlay.release();
    this.openingSeries = undefined;
    this.state.update(START);
  }

  /** Makes the segmentation when there is none yet, and gives the left mouse button to the tool. */
  async draw(tool: DrawingTool): Promise<void> {
    await this.attempt(async () => {
      const place = ctInViewport(this.host);
      if (!place) throw noCt();
      if (tool !== 'window') await this.changeableOutline().outline.segmentationIn(place.viewportId);
      activateTool(this.host, tool, place.viewportId);
      if (tool === 'rangeBrush') setBrushRange(this.host, this.tools.edits.state.get().brushHu);
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

  /**
   * Puts an outline from elsewhere in the place of the active region's, or into the region of a name; one undo takes it
   * back.
   * @returns the outline as it is kept
   * @throws TimescopeError when the reader may not draw now
   */
  async adoptOutline(roi: RoiSlices, name?: string): Promise<RoiSlices | undefined> {
    const { outline } = this.changeableOutline();
    await (name === undefined ? outline.adopt(roi) : outline.change(set => withRoiNamed(set, name, roi)));
    return outline.state.get().roi;
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

  /** Radiomics of both readers' signed outlines, beside each other. */
  async measureBothReaders(): Promise<void> {
    await this.attempt(async () => {
      const { ct } = this.state.get();
      const [a, b] = this.twoReaders.state.get().outlines.map(({ reader, roi }) => {
        return { label: reader, roi, segmentationId: undefined };
      });
      if (ct && a && b) await this.features.measureBoth(ct, a, b);
    }, strings.featuresFailed);
  }

  dismissFailure(): void {
    this.state.update({ failure: undefined });
  }

  private readonly attempt: Attempt = async (work, failed = strings.failed) => {
    try {
      this.dismissFailure();
      await work();
    } catch (thrown) {
      this.fail(thrown, failed);
    }
  };

  private fail(thrown: unknown, failed: (reason: string) => string = strings.failed): void {
    const known = thrown instanceof TimescopeError ? thrown : undefined;
    const message = known?.message ?? failed(messageOf(thrown));
    this.state.update({ failure: { message, nextStep: known?.nextStep ?? '' } });
  }

  private followHost(): void {
    const { viewportGridService } = this.host.servicesManager.services;
    const { cornerstoneViewportService } = radiologyServices(this.host);
    const look = () => this.followViewports();
    // The host does not announce the first active viewport: the grid's own events do.
    for (const event of ['ACTIVE_VIEWPORT_ID_CHANGED', 'GRID_STATE_CHANGED', 'VIEWPORTS_READY'])
      this.subscriptions.toHost(viewportGridService, event, look);
    this.subscriptions.toHost(cornerstoneViewportService, 'VIEWPORT_DATA_CHANGED', look);
    const { cornerstone, cornerstoneTools } = cornerstoneOf(this.host);
    const { TOOL_ACTIVATED, SEGMENTATION_DATA_MODIFIED } = cornerstoneTools.Enums.Events;
    this.subscriptions.toDom(cornerstone.eventTarget, TOOL_ACTIVATED, () => this.noteTool());
    this.subscriptions.toDom(cornerstone.eventTarget, SEGMENTATION_DATA_MODIFIED, event => {
      const { segmentationId } = (event as CustomEvent<{ segmentationId: string }>).detail;
      this.predictions.noteEdit(segmentationId);
    });
  }

  /** The reader may also choose tools in the host's toolbar. */
  private noteTool(): void {
    const place = ctInViewport(this.host);
    const tool = place && activeTool(this.host, place.viewportId);
    if (tool !== this.state.get().tool) this.state.update({ tool });
  }

  private roiInUse(ct: DisplayedCt): PredictedRoi {
    const outline = this.currentOutline();
    outline?.takeEditNow();
    const viewportId = ctInViewport(this.host)?.viewportId ?? ct.viewportId;
    return roiInUse(this.host, { ...ct, viewportId }, outline);
  }

  private changeableOutline(): { readonly outline: TumourOutline; readonly ct: DisplayedCt } {
    const { ct } = this.state.get();
    const outline = this.currentOutline();
    if (!ct || !outline) throw noCt();
    const refusal = this.twoReaders.whyNotDraw();
    if (refusal) throw refusal;
    return { outline, ct };
  }

  private currentOutline(): TumourOutline | undefined {
    const { ct } = this.state.get();
    return ct && this.outlines.get(ct.displaySet.SeriesInstanceUID);
  }

  /** Called at every change of the viewports: takes up a CT that was not shown before. */
  private followViewports(): void {
    this.predictions.drawHeatMap();
    this.drawReaders();
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
    this.features.clear();
    this.predictions.drop();
    const known = this.outlines.get(seriesUid);
    const outline = known ?? this.newOutline(ct);
    const request = { ...this.state.get().request, slice: undefined };
    this.state.update({ ct, outline: outline.state.get(), request });
    await this.twoReaders.open(ct, outline);
    const { draft, roi } = outline.state.get();
    const slice = greatestSlice(roi);
    if (!known && draft.kind === 'restored' && slice !== undefined) bringIntoView(this.host, ct, slice);
  }

  private newOutline(ct: DisplayedCt): TumourOutline {
    const outline = new TumourOutline(this.host, ct, closedPlace, thrown => this.fail(thrown));
    this.outlines.set(ct.displaySet.SeriesInstanceUID, outline);
    this.subscriptions.add(
      outline.state.subscribe(() => {
        if (this.currentOutline() !== outline) return;
        this.state.update({ outline: outline.state.get() });
        this.predictions.compareOutline();
      }),
    );
    return outline;
  }

  private drawReaders(): void {
    const { ct } = this.state.get();
    const { outlines, shown } = this.twoReaders.state.get();
    const visible = outlines.filter(({ seat }) => shown[seat]);
    this.readersOverlay.attach(ct && outlines.length > 0 ? viewportsShowing(this.host, ct) : []);
    this.readersOverlay.show(ct && { ct, outlines: visible });
  }
}

/** Tells of each prediction that takes the place of another; one that is out of date is still the same. */
function followPrediction(state: ObservableState<RadiologyState>, onOther: () => void): () => void {
  let known = state.get().prediction?.outcome;
  return state.subscribe(() => {
    const outcome = state.get().prediction?.outcome;
    if (outcome === known) return;
    known = outcome;
    onOther();
  });
}
