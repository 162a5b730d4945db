import { canRedo, canUndo, newHistory, record, redo, undo, type History } from '@timescope/core/history';
import type { Host } from '@timescope/ohif/host';
import { ObservableState } from '@timescope/ohif/ObservableState';
import { Subscriptions } from '@timescope/ohif/Subscriptions';
import { roiOfContours } from './contourSlices';
import { cornerstoneOf, type ContourAnnotation } from './cornerstone';
import type { DisplayedCt } from './displayedCt';
import type { DraftPlace } from './draftPlace';
import { OutlineKeeper, type DraftState } from './OutlineKeeper';
import { changedSlices, NO_ROI, unionOf, type RoiSlices } from './roiSlices';
import { TumourSegmentation } from './TumourSegmentation';

/** Ours: the host writes the end of a stroke within this time after the button's release. */
const REST_MS = 250;

export interface OutlineState {
  readonly roi: RoiSlices;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly draft: DraftState;
}

const EMPTY: OutlineState = { roi: NO_ROI, canUndo: false, canRedo: false, draft: { kind: 'none' } };

/** The outline of one CT series: what the reader draws, its undo, and the draft that survives a closed tab. */
export class TumourOutline {
  readonly state = new ObservableState<OutlineState>(EMPTY);
  private readonly subscriptions = new Subscriptions();
  private history: History<RoiSlices> = newHistory(NO_ROI);
  private segmentation: TumourSegmentation | undefined;
  private creating: Promise<TumourSegmentation> | undefined;
  private rest: number | undefined;
  /** While a button is held a stroke goes on, however long the hand rests. */
  private isStroke = false;
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
        this.expectEdit();
    });
    this.subscriptions.toDom(cornerstone.eventTarget, Events.ANNOTATION_COMPLETED, event => {
      this.takeContour((event as CustomEvent<{ annotation: ContourAnnotation }>).detail.annotation);
    });
    this.subscriptions.toDom(window, 'pointerdown', () => (this.isStroke = true), true);
    this.subscriptions.toDom(window, 'pointerup', () => this.endStroke(), true);
    this.subscriptions.toDom(window, 'pointercancel', () => this.endStroke(), true);
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
      await this.segmentation.show(viewportId);
    }
    return this.segmentation;
  }

  /** Made once, however many ask; after a failure the next one tries again. */
  private async createdIn(viewportId: string): Promise<TumourSegmentation> {
    this.creating ??= TumourSegmentation.create(this.host, { ...this.ct, viewportId });
    try {
      return await this.creating;
    } finally {
      this.creating = undefined;
    }
  }

  /** Shows what is kept in this place, unless the reader has begun to draw. */
  async restoreDraft(): Promise<void> {
    const draft = await this.keeper.read();
    if (!draft || this.history.past.length > 0 || draft.roi.size === 0) return;
    const segmentation = await this.segmentationIn(this.ct.viewportId);
    segmentation.write(draft.roi);
    this.history = newHistory(draft.roi);
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
    if (carry && this.history.present.size > 0) {
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

  /** Puts another outline in the place of this one; one undo brings it back. */
  async adopt(roi: RoiSlices): Promise<void> {
    await this.segmentationIn(this.ct.viewportId);
    this.takeEditNow();
    this.replace(record(this.history, roi));
  }

  undo(): void {
    this.takeEditNow();
    if (this.access === 'draw') this.replace(undo(this.history));
  }

  redo(): void {
    this.takeEditNow();
    if (this.access === 'draw') this.replace(redo(this.history));
  }

  /** Empties the outline; one undo brings it back. */
  clear(): void {
    this.takeEditNow();
    if (this.access === 'draw') this.replace(record(this.history, NO_ROI));
  }

  /** For a reader who is faster than the rest that ends a stroke. */
  takeEditNow(): void {
    if (this.rest === undefined) return;
    window.clearTimeout(this.rest);
    this.rest = undefined;
    this.absorbEdit();
  }

  release(): void {
    this.keepWork();
    this.subscriptions.releaseAll();
  }

  /** The last stroke belongs into the draft, also when the page closes before the stroke came to rest. */
  private keepWork(): void {
    void this.storeNow();
  }

  private expectEdit(): void {
    window.clearTimeout(this.rest);
    this.rest = window.setTimeout(() => {
      if (!this.isStroke) this.takeEditNow();
    }, REST_MS);
  }

  private endStroke(): void {
    this.isStroke = false;
    if (this.rest !== undefined) this.expectEdit();
  }

  /** Takes over what brush and eraser did. What we wrote ourselves is no change and becomes no step. */
  private absorbEdit(): void {
    if (!this.segmentation?.exists()) return;
    const roi = this.segmentation.read();
    const changed = changedSlices(this.history.present, roi);
    if (changed.size === 0) return;
    // The host's own tools know nothing of an outline that is signed.
    if (this.access !== 'draw') {
      this.segmentation.write(changedSlices(roi, this.history.present));
      return;
    }
    this.history = record(this.history, roi);
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
      this.removeLines();
      try {
        this.absorbEdit();
        if (this.access !== 'draw') return;
        const drawn = roiOfContours([polyline], this.ct.grid);
        this.replace(record(this.history, unionOf(this.history.present, drawn, this.ct.grid)));
      } catch (thrown) {
        this.onFailure(thrown);
      }
    });
  }

  /** All lines of our segmentation: the host puts a merged copy in the place of the one that was drawn. */
  private removeLines(): void {
    const { annotation: annotations, utilities } = cornerstoneOf(this.host).cornerstoneTools;
    for (const line of annotations.state.getAllAnnotations()) {
      if (line.data.segmentation?.segmentationId !== this.segmentation?.id || !line.data.contour) continue;
      utilities.contourSegmentation.removeContourSegmentationAnnotation(line);
      annotations.state.removeAnnotation(line.annotationUID);
    }
  }

  private replace(history: History<RoiSlices>): void {
    const changed = changedSlices(this.history.present, history.present);
    this.history = history;
    if (changed.size === 0 || !this.segmentation?.exists()) return;
    this.segmentation.write(changed);
    this.publishEdit();
  }

  private publishEdit(): void {
    this.publish({});
    this.keeper.noteChange();
  }

  private publish(change: { readonly draft?: DraftState }): void {
    const { history } = this;
    this.state.update({
      roi: history.present,
      canUndo: canUndo(history),
      canRedo: canRedo(history),
      ...change,
    });
  }

  private empty(): void {
    const shown = this.history.present;
    this.history = newHistory(NO_ROI);
    if (this.segmentation?.exists()) this.segmentation.write(changedSlices(shown, NO_ROI));
    this.publish({ draft: { kind: 'none' } });
  }

  private forgetSegmentation(): void {
    this.segmentation = undefined;
    this.history = newHistory(NO_ROI);
    this.publish({ draft: { kind: 'none' } });
  }
}
