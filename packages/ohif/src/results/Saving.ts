import type { Landing } from '@timescope/core/dicomweb/landing';
import type { OutboxEntry } from '@timescope/core/dicomweb/outbox';
import { messageOf, TimescopeError } from '@timescope/core/errors';
import type { Progress } from '@timescope/core/progress';
import type { SaveOutcome } from '@timescope/runtime/archive';
import { ObservableState } from '../ObservableState';
import { Subscriptions } from '../Subscriptions';
import { tellStored } from './storedSignal';
import { resultStrings } from './strings';

/** What became of the result on screen since it was last asked to be saved. */
export type SavingState =
  | { readonly kind: 'idle' }
  /** Without progress: the objects are being written. */
  | { readonly kind: 'busy'; readonly progress: Progress | undefined }
  /** `at`: milliseconds since 1970. */
  | { readonly kind: 'stored'; readonly at: number }
  | { readonly kind: 'waiting'; readonly reason: string }
  | { readonly kind: 'refused'; readonly reason: string };

export interface SavedState {
  readonly saving: SavingState;
  /** Results in this browser's outbox that are for this archive. */
  readonly kept: readonly OutboxEntry[];
}

/** What saves, in a worker: the page stays free. */
export interface SavingPort {
  /**
   * Sends what the outbox holds for this archive; `withRefused`: also what was refused.
   * @returns the SOP Instance UIDs of the reports that were stored
   */
  sendKept(withRefused: boolean): Promise<readonly string[]>;
  kept(): Promise<readonly OutboxEntry[]>;
  drop(entry: OutboxEntry): Promise<void>;
}

/** What could not be sent is tried again this often while the mode is open. Ours. */
const AGAIN_MS = 60_000;

/** The Save button: one result at a time, and what the outbox still holds. */
export class Saving {
  readonly state = new ObservableState<SavedState>({ saving: { kind: 'idle' }, kept: [] });
  private readonly inMode = new Subscriptions();
  private isSending = false;
  /** SOP Instance UID of the report that `saving` speaks of. */
  private report: string | undefined;

  constructor(
    private readonly port: SavingPort,
    /** A report is in the archive now; its SOP Instance UID. */
    private readonly onStored: (report: string) => void,
  ) {}

  /** Called when a mode is entered: what an earlier page left is sent now. */
  start(): void {
    const timer = window.setInterval(() => void this.sendKept(false), AGAIN_MS);
    this.inMode.add(() => window.clearInterval(timer));
    this.inMode.toDom(window, 'online', () => void this.sendKept(false));
    void this.sendKept(false);
  }

  stop(): void {
    this.inMode.releaseAll();
    this.forget();
  }

  /** Another result is on screen, or this one changed. */
  forget(): void {
    if (this.state.get().saving.kind !== 'busy') this.state.update({ saving: { kind: 'idle' } });
  }

  /** @param save makes the objects and sends them */
  async save(save: (report: (progress: Progress) => void) => Promise<SaveOutcome>): Promise<void> {
    if (this.state.get().saving.kind === 'busy') return;
    this.state.update({ saving: { kind: 'busy', progress: undefined } });
    const report = (progress: Progress) => this.state.update({ saving: { kind: 'busy', progress } });
    try {
      const outcome = await save(report);
      this.report = outcome.report.sopInstanceUid;
      this.state.update({ saving: savingOf(outcome.landing) });
      if (outcome.landing.state === 'stored') this.tell(outcome.report.sopInstanceUid);
    } catch (thrown) {
      this.state.update({ saving: { kind: 'refused', reason: sentenceOf(thrown) } });
    }
    await this.look();
  }

  /** Tries again what waits; by hand what was refused, too, since somebody may have acted. */
  async sendKept(withRefused: boolean): Promise<void> {
    if (this.isSending || this.state.get().saving.kind === 'busy') return;
    this.isSending = true;
    try {
      await this.look();
      const stored = this.state.get().kept.length > 0 ? await this.port.sendKept(withRefused) : [];
      await this.look();
      this.noteSent(stored);
    } catch {
      // Where the outbox cannot be read, the next save says so.
    } finally {
      this.isSending = false;
    }
  }

  async drop(entry: OutboxEntry): Promise<void> {
    await this.port.drop(entry).catch(() => undefined);
    await this.look();
    this.noteSent([]);
  }

  private noteSent(stored: readonly string[]): void {
    const { saving, kept } = this.state.get();
    const isKept = kept.some(({ objects }) => objects.at(-1)?.sopInstanceUid === this.report);
    if (saving.kind === 'waiting' && this.report !== undefined) {
      if (stored.includes(this.report)) this.state.update({ saving: { kind: 'stored', at: Date.now() } });
      // Sent or taken out by another tab: whether the archive has it shows when it is saved again.
      else if (!isKept) this.forget();
    }
    for (const report of stored) this.tell(report);
  }

  private tell(report: string): void {
    this.onStored(report);
    tellStored();
  }

  private async look(): Promise<void> {
    const kept = await this.port.kept().catch(() => []);
    this.state.update({ kept });
  }
}

function savingOf(landing: Landing): SavingState {
  if (landing.state === 'stored') return { kind: 'stored', at: Date.now() };
  return { kind: landing.state, reason: `${landing.message} ${landing.nextStep}`.trim() };
}

const sentenceOf = (thrown: unknown): string =>
  thrown instanceof TimescopeError
    ? `${thrown.message} ${thrown.nextStep}`.trim()
    : resultStrings.saveFailed(messageOf(thrown));
