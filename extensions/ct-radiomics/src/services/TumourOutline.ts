import { canRedo, canUndo, newHistory, record, redo, undo, type History } from '@timescope/core/history';
import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { roiOfContours } from './contourSlices';
import { removeDrawnLines } from './contouring/drawnLines';
import { StrokeRest } from './contouring/strokeRest';
import { cornerstoneOf, type ContourAnnotation } from './cornerstone';
import { ctInViewport, type DisplayedCt } from './displayedCt';
import type { DraftPlace } from './draftPlace';
import { OutlineKeeper, type DraftState } from './OutlineKeeper';
import { NO_ROI, unionOf, type RoiSlices } from './roiSlices';
import {
  activeRoi,
  hasWork,
  NEW_ROI_SET,
  withActive,
  withSlices,
  withVoxels,
  type RoiSet,
} from './rois/roiSet';
import { TumourSegmentation } from './TumourSegmentation';

export interface OutlineState {
  /** Of the active region. */
  readonly roi: RoiSlices;
  readonly set: RoiSet;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly draft: DraftState;
}

const EMPTY: OutlineState = {
  roi: NO_ROI,
  set: NEW_ROI_SET,
  canUndo: false,
  canRedo: false,
  draft: { kind: 'none' },
};

/** The regions of one CT series: what the reader draws, its undo, and the draft that survives a closed tab. */
export class TumourOutline {
  readonly state = new ObservableState<OutlineState>(EMPTY);
  private readonly subscriptions = new Subscriptions();
  private history: History<RoiSet> = newHistory(NEW_ROI_SET);
  private segmentation: TumourSegmentation | undefined;
  private creating: Promise<TumourSegmentation> | undefined;
  private readonly stroke = new StrokeRest(() => this.absorbEdit());
  private readonly keeper: OutlineKeeper;

  constructor(
    private readonly host: Host,
    readonly ct: DisplayedCt,
    place: DraftPlace,
    private readonly onFailure: (thrown: unknown) => void,
  ) {
    const [columns, rows] = ct.grid.size;
    this.keeper = new OutlineKeeper(
      place,
      { columns, rows, sliceUids: ct.grid.sliceUids },
      () => this.history.present,
      draft => this.state.update({ draft }),
    );
    const { cornerstone, cornerstoneTools } = cornerstoneOf(host);
    const { Events } = cornerstoneTools.Enums;
    this.subscriptions.toDom(cornerstone.eventTarget, Events.SEGMENTATION_DATA_MODIFIED, event => {
      if ((event as CustomEvent<{ segmentationId: string }>).detail.segmentationId === this.segmentation?.id)
        this.stroke.expect();
    });
    this.subscriptions.toDom(cornerstone.eventTarget, Events.ANNOTATION_COMPLETED, event => {
      this.takeContour((event as CustomEvent<{ annotation: ContourAnnotation }>).detail.annotation);
    });
    this.stroke.listen(this.subscriptions);
    this.subscriptions.toDom(window, 'pagehide', () => this.keepWork());
  }

  get segmentationId(): string | undefined {
    return this.segmentation?.id;
  }

  /** The segmentation to draw in; made when it is not there yet or was deleted in the host's panel. */
  async segmentationIn(viewportId: string): Promise<TumourSegmentation> {
    if (this.segmentation && !this.segmentation.exists()) this.forgetSegmentation();
    if (!this.segmentation) {
      this.segmentation = await this.createdIn(viewportId);
    } else {
      await this.segmentation.show(viewportId, this.history.present.active);
    }
    return this.segmentation;
  }

  /** Made once, however many ask; after a failure the next one tries again. */
  private async createdIn(viewportId: string): Promise<TumourSegmentation> {
    const { present } = this.history;
    this.creating ??= TumourSegmentation.create(this.host, { ...this.ct, viewportId }, present);
    try {
      return await this.creating;
    } finally {
      this.creating = undefined;
    }
  }

  /** Shows what is kept in this place, unless the reader has begun to draw. */
  async restoreDraft(): Promise<void> {
    const draft = await this.keeper.read();
    if (!draft || this.history.past.length > 0 || !hasWork(draft.set)) return;
    const segmentation = await this.segmentationIn(this.viewportId());
    segmentation.change(this.history.present, draft.set);
    this.history = newHistory(draft.set);
    this.publish({ draft: { kind: 'restored', at: draft.at } });
  }

  /**
   * From now on the outline is kept elsewhere. What was drawn goes along or disappears from the page, its undo with it;
   * what is kept in the new place shows instead.
   */
  async moveTo(place: DraftPlace, carry: boolean): Promise<void> {
    if (this.keeper.isAt(place)) return;
    await this.storeNow();
    this.keeper.moveTo(place);
    if (carry && hasWork(this.history.present)) {
      this.keeper.noteChange();
      return this.keeper.storeNow();
    }
    this.empty();
    await this.restoreDraft();
  }

  get access(): DraftPlace['access'] {
    return this.keeper.access;
  }

  /** Settles when the last stroke is stored. */
  storeNow(): Promise<void> {
    this.takeEditNow();
    return this.keeper.storeNow();
  }

  /** After a store that failed for want of an answer. */
  storeAgain(): Promise<void> {
    this.keeper.noteChange();
    return this.storeNow();
  }

  /** Puts another outline in the place of the active region's; one undo brings it back. */
  adopt(roi: RoiSlices): Promise<void> {
    return this.change(set => withSlices(set, set.active, roi));
  }

  /** Makes other regions of these; one undo brings these back. */
  async change(next: (set: RoiSet) => RoiSet): Promise<void> {
    await this.segmentationIn(this.viewportId());
    this.takeEditNow();
    this.replace(record(this.history, next(this.history.present)));
  }

  /** The region that tools, measures and predictions work on. That is no step to undo. */
  chooseRoi(label: number): void {
    this.takeEditNow();
    const { past, present, future } = this.history;
    this.replace({ past, present: withActive(present, label), future });
  }

  /** As the host draws the region: red, green, blue, 0 to 255; undefined before anything is drawn. */
  colourOf(label: number): readonly number[] | undefined {
    return this.segmentation?.exists() === true
      ? this.segmentation.colourOf(label, this.viewportId())
      : undefined;
  }

  undo(): void {
    this.takeEditNow();
    if (this.access === 'draw') this.replace(undo(this.history));
  }

  redo(): void {
    this.takeEditNow();
    if (this.access === 'draw') this.replace(redo(this.history));
  }

  /** Empties the active region; one undo brings it back. */
  clear(): void {
    this.takeEditNow();
    const { present } = this.history;
    if (this.access === 'draw' && activeRoi(present).slices.size > 0)
      this.replace(record(this.history, withSlices(present, present.active, NO_ROI)));
  }

  /** For a reader who is faster than the rest that ends a stroke. */
  takeEditNow(): void {
    this.stroke.endNow();
  }

  release(): void {
    this.keepWork();
    this.subscriptions.releaseAll();
  }

  /** The last stroke belongs into the draft, also when the page closes before the stroke came to rest. */
  private keepWork(): void {
    void this.storeNow();
  }

  /** Layouts come and go: where the CT shows now. */
  private viewportId(): string {
    const place = ctInViewport(this.host);
    const isOurs = place?.displaySet.displaySetInstanceUID === this.ct.displaySet.displaySetInstanceUID;
    return place && isOurs ? place.viewportId : this.ct.viewportId;
  }

  /** Takes over what brush and eraser did. What we wrote ourselves is no change and becomes no step. */
  private absorbEdit(): void {
    if (!this.segmentation?.exists()) return;
    const { present } = this.history;
    const painted = withVoxels(present, this.segmentation.read(present));
    if (painted === present) return;
    // The host's own tools know nothing of an outline that is signed.
    if (this.access !== 'draw') {
      this.segmentation.change(painted, present);
      return;
    }
    this.history = record(this.history, painted);
    this.publishEdit();
  }

  /** A closed line becomes voxels, and the line goes: the mask is the master form. */
  private takeContour(annotation: ContourAnnotation): void {
    const polyline = annotation.data.contour?.polyline;
    const isOurs =
      this.segmentation !== undefined &&
      annotation.data.segmentation?.segmentationId === this.segmentation.id;
    if (!polyline || !isOurs) return;
    // The host's tool still uses the line while this event is handed round.
    queueMicrotask(() => {
      removeDrawnLines(this.host, this.segmentation?.id);
      try {
        this.absorbEdit();
        if (this.access !== 'draw') return;
        const drawn = roiOfContours([polyline], this.ct.grid);
        const { present } = this.history;
        const whole = unionOf(activeRoi(present).slices, drawn, this.ct.grid);
        this.replace(record(this.history, withSlices(present, present.active, whole)));
      } catch (thrown) {
        this.onFailure(thrown);
      }
    });
  }

  private replace(history: History<RoiSet>): void {
    const before = this.history.present;
    if (history.present === before || this.segmentation?.exists() !== true) return;
    this.history = history;
    this.segmentation.change(before, history.present);
    this.publishEdit();
  }

  private publishEdit(): void {
    this.publish({});
    this.keeper.noteChange();
  }

  private publish(change: { readonly draft?: DraftState }): void {
    const { history } = this;
    this.state.update({
      roi: activeRoi(history.present).slices,
      set: history.present,
      canUndo: canUndo(history),
      canRedo: canRedo(history),
      ...change,
    });
  }

  private empty(): void {
    const shown = this.history.present;
    this.history = newHistory(NEW_ROI_SET);
    if (this.segmentation?.exists() === true) this.segmentation.change(shown, NEW_ROI_SET);
    this.publish({ draft: { kind: 'none' } });
  }

  private forgetSegmentation(): void {
    this.segmentation = undefined;
    this.history = newHistory(NEW_ROI_SET);
    this.publish({ draft: { kind: 'none' } });
  }
}
