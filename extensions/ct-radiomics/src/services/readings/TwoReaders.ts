import { messageOf, TimescopeError } from '@timescope/core/errors';
import { ObservableState } from '@timescope/ohif/ObservableState';
import type { Reader } from '@timescope/ohif/readerState';
import type { RemovableDrafts } from '@timescope/runtime/drafts';
import { strings } from '../../strings';
import type { RadiologyClient } from '../../worker/client';
import type { DisplayedCt } from '../displayedCt';
import { browserPlace, closedPlace, type DraftPlace } from '../draftPlace';
import { roiOfDraft, type OutlineDraft } from '../outlineDraft';
import type { Attempt } from '../radiologyState';
import { greatestSlice, NO_ROI, roiMask } from '../roiSlices';
import { oneOnly } from '../rois/NamedRois';
import type { TumourOutline } from '../TumourOutline';
import { consensusStart, type ConsensusStart } from './consensus';
import { newReadingKey, typedKey, type ReadingKeys } from './readingKeys';
import type { ReadingAddress, ReadingsServer, ReadingState, SeatName } from './ReadingsServer';
import { SealedDrafts } from './SealedDrafts';
import { START, type ReadersOutline, type ReadingPhase, type TwoReadersState } from './twoReadersState';

export interface TwoReadersParts {
  readonly reader: ObservableState<Reader>;
  readonly drafts: RemovableDrafts<OutlineDraft>;
  readonly server: ReadingsServer;
  readonly keys: ReadingKeys;
  readonly worker: Pick<RadiologyClient, 'agree'>;
  readonly attempt: Attempt;
  /** Leaves nothing on the page of what the reader before saw, in the host's own undo neither. */
  readonly startAfresh: () => void;
  readonly bringIntoView: (ct: DisplayedCt, slice: number) => void;
}

/** The series on the page. */
interface Opened {
  readonly ct: DisplayedCt;
  readonly outline: TumourOutline;
  readonly address: ReadingAddress;
}

/** Ours: how soon a reader learns that the other one has signed. */
const POLL_MS = 4000;

const SEALED: readonly ReadingPhase[] = ['drawing', 'signed', 'notJoined'];

/** Two readers outline one series, blind to each other until both have signed. */
export class TwoReaders {
  readonly state = new ObservableState<TwoReadersState>(START);
  private opened: Opened | undefined;
  private readonly sealed = new Map<string, SealedDrafts>();
  private poll: number | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private comparing = new AbortController();

  constructor(private readonly parts: TwoReadersParts) {}

  /** Takes up a series: shows the outline that this reader may see, and no other. */
  async open(ct: DisplayedCt, outline: TumourOutline): Promise<void> {
    this.close();
    const { StudyInstanceUID: study, SeriesInstanceUID: series } = ct.displaySet;
    this.opened = { ct, outline, address: { study, series } };
    await this.look();
  }

  close(): void {
    window.clearTimeout(this.poll);
    this.comparing.abort();
    this.opened = undefined;
    this.state.update({ ...START, shown: this.state.get().shown });
  }

  /** Another name at the panel's head: nothing of the reader before stays on the page. */
  async changeReader(): Promise<void> {
    const { opened } = this;
    if (opened && SEALED.includes(this.state.get().phase)) {
      const emptied = { ...closedPlace, name: `closed for ${this.parts.reader.get().name ?? ''}` };
      await this.inTurn(() => opened.outline.moveTo(emptied, false));
      this.parts.startAfresh();
    }
    await this.look();
  }

  /** Sets the series to two readers, or takes the second place; an outline on the page becomes the first draft. */
  async begin(): Promise<void> {
    await this.act(async (opened, reader) => {
      const { keys, server, drafts } = this.parts;
      const { series } = opened.address;
      if (opened.outline.state.get().set.rois.length > 1) throw oneOnly();
      const key = keys.keyOf(reader, series) ?? newReadingKey();
      // Kept before it is sent: when the answer is lost, the same key finds the same seat.
      keys.keep(reader, series, key);
      const state = await server.join(opened.address, key, reader).catch((thrown: unknown) => {
        if (!isUnanswered(thrown)) keys.drop(reader, series);
        throw thrown;
      });
      await this.settle(opened, state, state.you?.revision === 0);
      // A browser that refuses storage has no draft to take away.
      await drafts.remove(series).catch(() => undefined);
    });
  }

  /** For a reader who began in another browser. */
  async enterKey(typed: string): Promise<void> {
    await this.act(async (opened, reader) => {
      const key = typedKey(typed);
      const state = key === undefined ? undefined : await this.parts.server.state(opened.address, key);
      if (key === undefined || !state?.you) throw refused(strings.wrongKey, strings.wrongKeyNext);
      this.parts.keys.keep(reader, opened.address.series, key);
      await this.settle(opened, state, false);
    });
  }

  /** For good: exactly what the server holds as this reader's outline. */
  async sign(): Promise<void> {
    await this.act(async opened => {
      const { key } = this.state.get();
      if (key === undefined) return;
      await opened.outline.storeNow();
      const { draft } = opened.outline.state.get();
      if (draft.kind === 'failed') throw refused(strings.draftFailed(draft.reason), strings.signNotSavedNext);
      if (draft.kind === 'pending') throw refused(strings.drawnWhileSigning, strings.signNotSavedNext);
      const revision = await this.sealedDrafts(opened.address, key).latestRevision();
      await this.settle(opened, await this.parts.server.sign(opened.address, key, revision), false);
    });
  }

  toggle(seat: SeatName): void {
    const { shown } = this.state.get();
    this.state.update({ shown: { ...shown, [seat]: !shown[seat] } });
  }

  /** @param slice voxel k */
  showSlice(slice: number): void {
    if (this.opened) this.parts.bringIntoView(this.opened.ct, slice);
  }

  /** Puts a start for the consensus into the outline: an ordinary one, to edit, undo, predict and measure. */
  async startConsensus(from: ConsensusStart): Promise<void> {
    await this.parts.attempt(async () => {
      const [a, b] = this.state.get().outlines;
      const { opened } = this;
      if (a && b && opened) await opened.outline.adopt(consensusStart(from, a.roi, b.roi, opened.ct.grid));
    }, strings.readingFailed);
  }

  /** Whether what is drawn here belongs to a reading. */
  isOneRegionOnly(): boolean {
    return !['hidden', 'none', 'opened'].includes(this.state.get().phase);
  }

  /** Why nothing may be drawn now; undefined when it may. */
  whyNotDraw(): TimescopeError | undefined {
    const { phase } = this.state.get();
    if (phase === 'notJoined') return refused(strings.notJoined, strings.notJoinedNext);
    if (phase === 'signed') return refused(strings.signedFrozen, strings.signedFrozenNext);
    if (phase === 'unknown') return refused(strings.readingsNoAnswer, strings.readingsNoAnswerNext);
    return undefined;
  }

  private async act(work: (opened: Opened, reader: string) => Promise<void>): Promise<void> {
    await this.parts.attempt(async () => {
      const { name } = this.parts.reader.get();
      if (name === undefined) throw refused(strings.sayWhoReads, strings.sayWhoReadsNext);
      const { opened } = this;
      if (!opened || this.state.get().isBusy) return;
      this.state.update({ isBusy: true });
      try {
        await this.inTurn(() => work(opened, name));
      } finally {
        this.state.update({ isBusy: false });
      }
    }, strings.readingFailed);
  }

  /** Asks the server now and again while something may still happen there. */
  private async look(): Promise<void> {
    window.clearTimeout(this.poll);
    const { opened } = this;
    if (!opened) return;
    await this.inTurn(() => this.ask(opened)).catch((thrown: unknown) => this.note(thrown));
    if (opened !== this.opened || ['hidden', 'opened'].includes(this.state.get().phase)) return;
    window.clearTimeout(this.poll);
    this.poll = window.setTimeout(() => void this.look(), POLL_MS);
  }

  private async ask(opened: Opened): Promise<void> {
    const { address, outline } = opened;
    const key = this.parts.keys.keyOf(this.parts.reader.get().name, address.series);
    const state = await this.parts.server.state(address, key);
    if (!state) {
      // Known to be sealed here: what answered is something between this page and the server.
      if (key !== undefined || SEALED.includes(this.state.get().phase)) throw notKnown();
      return this.show(opened, 'hidden', browserPlace(this.parts.drafts, address.series));
    }
    await this.settle(opened, state, false);
    if (key !== undefined && this.sealedDrafts(address, key).isUnsure()) await outline.storeAgain();
  }

  /** Until it is known that nothing is sealed here, nothing shows. */
  private note(thrown: unknown): void {
    if (this.state.get().phase === 'asking') this.state.update({ phase: 'unknown' });
    if (!isUnanswered(thrown))
      void this.parts.attempt(() => Promise.reject(asError(thrown)), strings.readingFailed);
  }

  private async settle(opened: Opened, state: ReadingState, carry: boolean): Promise<void> {
    const { address } = opened;
    const { you, seats } = state;
    const other = seats.find(({ seat }) => seat !== you?.seat);
    const key = you && this.parts.keys.keyOf(this.parts.reader.get().name, address.series);
    if (opened === this.opened)
      this.state.update({
        other: other ? (other.hasSigned ? 'signed' : 'drawing') : 'absent',
        hasRoom: seats.length < 2,
        key,
      });
    if (state.state === 'none')
      return this.show(opened, 'none', browserPlace(this.parts.drafts, address.series));
    if (state.state === 'bothSigned') return this.reveal(opened);
    if (!you || key === undefined) {
      // Begun elsewhere while this page was open: what stands on it is this reader's own, and joins with it.
      const isOwn = this.state.get().phase === 'none';
      return this.show(opened, 'notJoined', closedPlace, isOwn);
    }
    const place = this.sealedPlace(address, key, you.hasSigned);
    await this.show(opened, you.hasSigned ? 'signed' : 'drawing', place, carry);
  }

  private async show(opened: Opened, phase: ReadingPhase, place: DraftPlace, carry = false): Promise<void> {
    await opened.outline.moveTo(place, carry);
    if (opened === this.opened && phase !== this.state.get().phase) this.state.update({ phase });
  }

  private async reveal(opened: Opened): Promise<void> {
    const { ct, address } = opened;
    if (this.state.get().phase === 'opened') return;
    const [columns, rows] = ct.grid.size;
    const grid = { columns, rows, sliceUids: ct.grid.sliceUids };
    const signed = await this.parts.server.opened(address);
    const outlines = signed.map(({ outline, ...by }) => ({ ...by, roi: roiOfDraft(outline, grid) }));
    await this.show(opened, 'opened', browserPlace(this.parts.drafts, `${address.series} consensus`));
    if (opened !== this.opened) return;
    this.state.update({ outlines });
    const slice = greatestSlice(outlines[0]?.roi ?? NO_ROI);
    if (slice !== undefined) this.showSlice(slice);
    void this.parts.attempt(() => this.compare(ct, outlines), strings.readingFailed);
  }

  private async compare({ grid }: DisplayedCt, [a, b]: readonly ReadersOutline[]): Promise<void> {
    if (!a || !b) return;
    if (!grid.evenlySpaced) throw refused(strings.unevenSlices, strings.unevenSlicesNext);
    this.comparing = new AbortController();
    const { signal } = this.comparing;
    this.state.update({ isComparing: true });
    try {
      const agreement = await this.parts.worker.agree(roiMask(a.roi, grid), roiMask(b.roi, grid), signal);
      if (!signal.aborted) this.state.update({ agreement });
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    } finally {
      if (!signal.aborted) this.state.update({ isComparing: false });
    }
  }

  private sealedPlace(address: ReadingAddress, key: string, isSigned: boolean): DraftPlace {
    return {
      name: `${isSigned ? 'signed' : 'sealed'} ${address.series} ${key}`,
      drafts: this.sealedDrafts(address, key),
      key: '',
      access: isSigned ? 'frozen' : 'draw',
    };
  }

  private sealedDrafts(address: ReadingAddress, key: string): SealedDrafts {
    const name = `${address.series} ${key}`;
    const drafts = this.sealed.get(name) ?? new SealedDrafts(this.parts.server, address, key);
    this.sealed.set(name, drafts);
    return drafts;
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.turn.then(work, work);
    this.turn = turn.catch(() => undefined);
    return turn;
  }
}

const refused = (message: string, nextStep: string) =>
  new TimescopeError('CONFLICT', message, { kind: 'usage', nextStep });

const notKnown = () =>
  new TimescopeError('HTTP', strings.readingsNoAnswer, {
    kind: 'retryable',
    nextStep: strings.readingsNoAnswerNext,
  });

const isUnanswered = (thrown: unknown) => thrown instanceof TimescopeError && thrown.kind === 'retryable';

const asError = (thrown: unknown) => (thrown instanceof Error ? thrown : new Error(messageOf(thrown)));
