import { messageOf } from '@timescope/core/errors';
import { canRedo, canUndo, newHistory, record, redo, undo, type History } from '@timescope/core/history';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { RemovableDrafts } from '@timescope/runtime/drafts';
import { newReading, type Reading } from '../pipeline/reading/reading';
import type { SignedReading } from '../pipeline/reading/signedReading';
import type { PresetName } from '../pipeline/presets/presets';
import type { MeasuredArea } from './measuredArea';

/** A reading as it is kept in this browser. */
export interface ReadingRecord {
  readonly version: 1;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly reading: Reading;
  readonly isSigned: boolean;
  readonly signed: readonly SignedReading[];
  /** The run whose result and cells are shown; they are kept beside the reading. */
  readonly runId: string | undefined;
  /** The area of a run that began and has not ended. */
  readonly begun: MeasuredArea | undefined;
}

export type DraftState =
  | { readonly kind: 'none' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'restored'; readonly at: number }
  | { readonly kind: 'failed'; readonly reason: string };

export interface ReadingState extends Omit<ReadingRecord, 'version' | 'savedAt'> {
  /** Undefined while no slide is open or its reading is still being looked up: changes are refused until then. */
  readonly key: string | undefined;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly draft: DraftState;
  /** A change of the signed reading was asked for and refused. */
  readonly wasRefused: boolean;
}

/** Ours: a change is stored well within two seconds, and a dragged threshold not at every pixel. */
const DRAFT_MS = 800;

/**
 * The reading of the slide on screen: one undoable document that every part of the bench changes, kept in this browser
 * for each reader and slide. Where the browser refuses, the reading goes on in memory and the state says so.
 */
export class ReadingStore {
  readonly state = new ObservableState<ReadingState>(closedState('ki67'));
  private history: History<Reading> = newHistory(newReading('ki67'));
  private opening: string | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly drafts: RemovableDrafts<ReadingRecord>) {}

  get(): Reading {
    return this.history.present;
  }

  /** One undoable step. @returns false when it was refused, because the reading is signed or not open yet */
  change(next: Reading | ((reading: Reading) => Reading)): boolean {
    if (this.isRefused()) return false;
    this.show(record(this.history, typeof next === 'function' ? next(this.get()) : next));
    return true;
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

  /** The reading as it was left; a new one with the last marker where there is none. */
  async open(key: string): Promise<void> {
    this.close();
    this.opening = key;
    const { kept, draft } = await this.kept(key);
    if (this.opening !== key) return;
    this.opening = undefined;
    const { preset } = this.get();
    const { reading, isSigned, signed, runId, begun } = kept ?? closedState(preset);
    this.history = newHistory(reading);
    this.state.update({ ...closedState(preset), reading, isSigned, signed, runId, begun, key, draft });
  }

  /** Stores what is not stored yet and lets the reading go. */
  close(): void {
    this.storeNow();
    this.opening = undefined;
    const { preset } = this.get();
    this.history = newHistory(newReading(preset));
    this.state.update(closedState(preset));
  }

  /** The reading on screen goes on under another key, unless that one has a reading of its own. */
  async moveTo(key: string): Promise<boolean> {
    const { key: from } = this.state.get();
    const { kept } = await this.kept(key);
    if (from === undefined || kept || this.state.get().key !== from) return false;
    this.storeNow();
    this.state.update({ key });
    this.store(key, this.recordNow());
    await this.drafts.remove(from).catch(() => undefined);
    return true;
  }

  /**
   * What became of a run; also of a reading that is not on screen.
   * @returns the reading as it was before; undefined when it was never stored
   */
  async noteRun(
    key: string,
    run: Partial<Pick<ReadingRecord, 'runId' | 'begun'>>,
  ): Promise<ReadingRecord | undefined> {
    if (this.state.get().key === key) {
      const before = this.recordNow();
      this.state.update(run);
      this.store(key, this.recordNow());
      return before;
    }
    const { kept } = await this.kept(key);
    if (kept) this.store(key, { ...kept, ...run });
    return kept;
  }

  /** The reading of another slide as it is kept; undefined where there is none. */
  async lookAt(key: string): Promise<ReadingRecord | undefined> {
    return (await this.kept(key)).kept;
  }

  /** Freezes the reading as it is. */
  addSigned(signed: SignedReading): void {
    if (this.isRefused()) return;
    this.history = newHistory(this.get());
    this.state.update({ signed: [...this.state.get().signed, signed], isSigned: true });
    this.publish();
    this.storeNow();
  }

  /** From now on changes are taken again; what was signed stays as it is. */
  beginVersion(): void {
    this.state.update({ isSigned: false, wasRefused: false });
    this.publish();
    this.storeNow();
  }

  /** For a page that closes. */
  storeNow(): void {
    const { key } = this.state.get();
    if (this.timer === undefined || key === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.store(key, this.recordNow());
  }

  private show(history: History<Reading>): void {
    if (history === this.history) return;
    this.history = history;
    this.publish();
  }

  private publish(): void {
    const { history } = this;
    this.state.update({
      reading: history.present,
      canUndo: canUndo(history),
      canRedo: canRedo(history),
      draft: { kind: 'pending' },
    });
    this.timer ??= setTimeout(() => this.storeNow(), DRAFT_MS);
  }

  private recordNow(): ReadingRecord {
    const { reading, isSigned, signed, runId, begun } = this.state.get();
    return { version: 1, savedAt: Date.now(), reading, isSigned, signed, runId, begun };
  }

  private store(key: string, kept: ReadingRecord): void {
    const show = (draft: DraftState) => {
      if (this.state.get().key === key) this.state.update({ draft });
    };
    this.drafts.write(key, kept).then(
      () => show(this.timer === undefined ? { kind: 'saved', at: kept.savedAt } : { kind: 'pending' }),
      (thrown: unknown) => show({ kind: 'failed', reason: messageOf(thrown) }),
    );
  }

  private async kept(key: string): Promise<{ kept: ReadingRecord | undefined; draft: DraftState }> {
    try {
      const kept = await this.drafts.read(key);
      return { kept, draft: kept ? { kind: 'restored', at: kept.savedAt } : { kind: 'none' } };
    } catch (thrown) {
      return { kept: undefined, draft: { kind: 'failed', reason: messageOf(thrown) } };
    }
  }
}

const closedState = (preset: PresetName): ReadingState => ({
  key: undefined,
  reading: newReading(preset),
  isSigned: false,
  signed: [],
  runId: undefined,
  begun: undefined,
  canUndo: false,
  canRedo: false,
  draft: { kind: 'none' },
  wasRefused: false,
});
