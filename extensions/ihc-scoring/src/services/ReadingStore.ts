import { messageOf } from '@timescope/core/errors';
import { newHistory, record as recorded, redo, undo, type History } from '@timescope/core/history';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { SharedDrafts } from '@timescope/runtime/drafts';
import { newReading, type Reading } from '../pipeline/reading/reading';
import type { SignedReading } from '../pipeline/reading/signedReading';
import { LeftHistories } from './LeftHistories';
import { signedOfBoth } from './mergedRecord';
import { NO_OTHER_TABS, type OtherTabs } from './otherTabs';
import { ReadingDrafts } from './ReadingDrafts';
import {
  closedState,
  isSameReading,
  isSameStanding,
  nextVersion,
  runNoted,
  sealsOf,
  standingOf,
  stepsOf,
  type DraftState,
  type ReadingRecord,
  type ReadingState,
  type RunNote,
} from './readingState';

export type { DraftState, ReadingRecord, ReadingState } from './readingState';

/** Ours: a change is stored well within two seconds, and a dragged threshold not at every pixel. */
const DRAFT_MS = 800;

/**
 * The reading of the slide on screen: one undoable document that every part of the bench changes, kept in this browser
 * for each reader and slide. Where the browser refuses, the reading stays in memory until the page is closed, the state
 * says so, and it is tried again. Two tabs of one reading show the same: what one stores the other takes over.
 */
export class ReadingStore {
  readonly state = new ObservableState<ReadingState>(closedState('ki67'));
  private history: History<Reading> = newHistory(newReading('ki67'));
  private opening: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly drafts: ReadingDrafts;
  private readonly left = new LeftHistories();

  constructor(drafts: SharedDrafts<ReadingRecord>, tabs: OtherTabs = NO_OTHER_TABS) {
    this.drafts = new ReadingDrafts(drafts, tabs);
    tabs.onTold(key => void this.takeOver(key));
  }

  get(): Reading {
    return this.history.present;
  }

  /** One undoable step. @returns false when it was refused, because the reading is signed or not open yet */
  change(next: Reading | ((reading: Reading) => Reading)): boolean {
    if (this.isRefused()) return false;
    this.show(recorded(this.history, typeof next === 'function' ? next(this.get()) : next));
    return true;
  }

  /** What a reading of before leaves unsaid: no step of the reader's, and said beside what was signed too. */
  amend(reading: Reading): void {
    if (reading === this.get()) return;
    this.show({ ...this.history, present: reading });
  }

  undo(): void {
    if (!this.isRefused()) this.show(undo(this.history));
  }

  redo(): void {
    if (!this.isRefused()) this.show(redo(this.history));
  }

  /** Says so when it is. Whoever changes what belongs to the reading elsewhere, as a measurement does, asks first. */
  isRefused(): boolean {
    const { key, isSigned } = this.state.get();
    if (isSigned) this.state.update({ wasRefused: true });
    return isSigned || key === undefined;
  }

  forgetRefusal(): void {
    this.state.update({ wasRefused: false });
  }

  forgetChangeElsewhere(): void {
    this.state.update({ wasChangedElsewhere: false });
  }

  /** What the reader may take over as one step. */
  offer(reading: Reading | undefined): void {
    this.state.update({ offered: reading });
  }

  takeOffered(): void {
    const { offered } = this.state.get();
    if (offered && this.change(offered)) this.offer(undefined);
  }

  /** The reading as it was left; a new one with the last marker where there is none. */
  async open(key: string): Promise<void> {
    this.close();
    this.opening = key;
    const { kept, draft } = await this.drafts.find(key);
    if (this.opening !== key) return;
    this.opening = undefined;
    const { preset } = this.get();
    const record = kept ?? closedState(preset);
    this.history = this.left.historyOf(key, record.reading);
    const storedSeals = kept && draft.kind === 'restored' ? sealsOf(kept) : [];
    this.state.update({ ...closedState(preset), ...standingOf(record), key, draft, storedSeals });
    this.state.update(stepsOf(this.history));
    this.storeUnsaved();
  }

  /** Stores what is not stored yet and lets the reading go. */
  close(): void {
    this.storeNow();
    this.opening = undefined;
    const { key } = this.state.get();
    if (key !== undefined) this.left.keep(key, this.history);
    const { preset } = this.get();
    this.history = newHistory(newReading(preset));
    this.state.update(closedState(preset));
  }

  /**
   * The reading on screen goes on under another key, unless that one has a reading of its own.
   * @param moved Called in the same task as the key changes.
   */
  async moveTo(key: string, moved: () => void = () => undefined): Promise<boolean> {
    const { key: from } = this.state.get();
    const { kept } = await this.drafts.find(key);
    if (from === undefined || kept || this.state.get().key !== from) return false;
    this.clearTimer();
    this.drafts.letGo(from);
    this.state.update({ key, storedSeals: [] });
    moved();
    await this.store(key, this.recordNow());
    if (!this.drafts.held().has(key)) await this.drafts.remove(from).catch(() => undefined);
    return true;
  }

  /**
   * What became of a run; also of a reading that is not on screen.
   * @returns the reading as it was stored before; undefined when it was never stored, or cannot be now
   */
  async noteRun(key: string, run: RunNote): Promise<ReadingRecord | undefined> {
    const isHere = this.state.get().key === key;
    if (isHere) this.state.update(runNoted(this.state.get(), run));
    const own = isHere ? this.recordNow() : this.drafts.held().get(key);
    return this.store(key, own && { ...own, ...runNoted(own, run) }, run);
  }

  /** The reading of another slide as it is kept; undefined where there is none. */
  lookAt(key: string): Promise<ReadingRecord | undefined> {
    return this.drafts.lookAt(key);
  }

  /** Freezes the reading as it is. */
  addSigned(signed: SignedReading): void {
    if (this.isRefused()) return;
    this.history = newHistory(this.get());
    const versions = [...this.state.get().signed, signed];
    this.state.update({ signed: versions, isSigned: true, signedAs: signed.seal });
    this.publish();
    this.storeNow();
  }

  /** From now on changes are taken again; what was signed stays as it is. A run that was kept aside is shown. */
  beginVersion(): void {
    this.state.update(nextVersion(this.state.get()));
    this.publish();
    this.storeNow();
  }

  /** For a page that closes. */
  storeNow(): void {
    const { key } = this.state.get();
    if (key === undefined) return;
    if (this.timer !== undefined) this.drafts.hold(key, this.recordNow());
    this.clearTimer();
    this.storeUnsaved();
  }

  /**
   * A reading that was opened from the archive takes the place of what is on screen, which is one step of Undo away; a
   * signed one comes with its signature and stays frozen.
   */
  restore(reading: Reading, version: SignedReading | undefined): void {
    const { key, signed } = this.state.get();
    if (key === undefined) return;
    if (!isSameReading(reading, this.get())) this.history = recorded(this.history, reading);
    const versions = version ? signedOfBoth(signed, [version]) : signed;
    const isSigned = version !== undefined;
    this.state.update({ isSigned, signed: versions, signedAs: version?.seal, wasRefused: false });
    this.publish();
    this.storeNow();
  }

  /** What was refused is tried again. */
  private storeUnsaved(): void {
    for (const [key, record] of this.drafts.held()) void this.store(key, record);
  }

  private clearTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private show(history: History<Reading>): void {
    if (history === this.history) return;
    this.history = history;
    this.publish();
  }

  private publish(): void {
    this.state.update({ ...stepsOf(this.history), draft: { kind: 'pending' } });
    this.timer ??= setTimeout(() => this.storeNow(), DRAFT_MS);
  }

  private recordNow(): ReadingRecord {
    const state = this.state.get();
    return { version: 1, savedAt: Date.now(), reading: state.reading, ...standingOf(state) };
  }

  /** Of a reading that the browser refuses the state says so. @returns what was stored before */
  private async store(
    key: string,
    own: ReadingRecord | undefined,
    run: RunNote = {},
  ): Promise<ReadingRecord | undefined> {
    try {
      return await this.drafts.store(key, own, run, (...both) => this.stored(key, ...both));
    } catch (thrown) {
      // Where a newer record is held, that one's end is told.
      if (this.drafts.held().get(key) === own)
        this.sayDraft(key, { kind: 'failed', reason: messageOf(thrown) });
      return undefined;
    }
  }

  private stored(key: string, own: ReadingRecord, after: ReadingRecord): void {
    const isOwn = after.reading === own.reading && after.signed.length === own.signed.length;
    if (isOwn) this.drafts.saw(key, after);
    // What is newer here meets the other tab's when it is stored.
    else if (this.isStored(key)) this.adopt(key, after);
    if (this.state.get().key === key) this.state.update({ storedSeals: sealsOf(after) });
    this.sayDraft(key, this.isStored(key) ? { kind: 'saved', at: after.savedAt } : { kind: 'pending' });
  }

  private sayDraft(key: string, draft: DraftState): void {
    if (this.state.get().key === key) this.state.update({ draft });
  }

  /** What another tab stored. What is not stored here yet is: both meet there. */
  private async takeOver(key: string): Promise<void> {
    if (this.state.get().key !== key) return;
    const kept = this.isStored(key) ? await this.drafts.lookAt(key) : undefined;
    if (!this.isStored(key)) this.storeNow();
    else if (kept) this.adopt(key, kept);
  }

  /** For the key on screen only: the timer is its. */
  private isStored(key: string): boolean {
    return this.timer === undefined && !this.drafts.held().has(key);
  }

  /** The reading of another tab takes the place of this one's, which is one step of Undo away. */
  private adopt(key: string, record: ReadingRecord): void {
    const state = this.state.get();
    if (state.key !== key) return;
    this.drafts.saw(key, record);
    const { reading, savedAt } = record;
    const isSame = isSameReading(reading, this.get());
    if (!isSame) this.history = recorded(this.history, reading);
    const isNews = !isSame || !isSameStanding(record, state);
    this.state.update({
      ...stepsOf(this.history),
      ...standingOf(record),
      storedSeals: sealsOf(record),
      draft: { kind: 'saved', at: savedAt },
      wasChangedElsewhere: state.wasChangedElsewhere || isNews,
    });
  }
}
