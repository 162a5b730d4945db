import { messageOf } from '@timescope/core/errors';
import type { SharedDrafts } from '@timescope/runtime/drafts';
import { mergedRecord, revisionOf } from './mergedRecord';
import type { OtherTabs } from './otherTabs';
import { runNoted, type DraftState, type ReadingRecord, type RunNote } from './readingState';

/** A reading as it was found, and what to say of it. */
export interface FoundDraft {
  readonly kept: ReadingRecord | undefined;
  readonly draft: DraftState;
}

/**
 * The readings of this tab as the browser keeps them, by the key of reader and slide. What it refuses stays in memory, to be
 * tried again. Several tabs write: what each stores meets what the others did (`mergedRecord`).
 */
export class ReadingDrafts {
  private readonly unstored = new Map<string, ReadingRecord>();
  /** The revision that this tab saw last. */
  private readonly seen = new Map<string, number>();
  private readonly writer = crypto.getRandomValues(new Uint32Array(2)).join('-');

  constructor(
    private readonly drafts: SharedDrafts<ReadingRecord>,
    private readonly tabs: Pick<OtherTabs, 'tell'>,
  ) {}

  /** Reads it for the screen; where the browser refuses, says so instead of throwing. */
  async find(key: string): Promise<FoundDraft> {
    const held = this.unstored.get(key);
    if (held) return { kept: held, draft: { kind: 'pending' } };
    this.seen.delete(key);
    try {
      const kept = await this.drafts.read(key);
      if (kept) this.saw(key, kept);
      return { kept, draft: kept ? { kind: 'restored', at: kept.savedAt } : { kind: 'none' } };
    } catch (thrown) {
      return { kept: undefined, draft: { kind: 'failed', reason: messageOf(thrown) } };
    }
  }

  /** The same for another slide; undefined where there is none, or none can be read. */
  async lookAt(key: string): Promise<ReadingRecord | undefined> {
    return this.unstored.get(key) ?? (await this.drafts.read(key).catch(() => undefined));
  }

  /** Keeps in memory what is yet to be stored. */
  hold(key: string, record: ReadingRecord): void {
    this.unstored.set(key, record);
  }

  /** What the browser has not stored yet, or refused to. */
  held(): ReadonlyMap<string, ReadingRecord> {
    return this.unstored;
  }

  /** This tab shows it: what it writes next rests on it. */
  saw(key: string, record: ReadingRecord): void {
    this.seen.set(key, revisionOf(record));
  }

  /** Forgets what was held: the reading goes on under another key. */
  letGo(key: string): void {
    this.unstored.delete(key);
  }

  remove(key: string): Promise<void> {
    return this.drafts.remove(key);
  }

  /**
   * @param own Undefined: only what is stored changes, by `run`.
   * @param stored Called with `own` and what stands now, in the task that learns it: where they differ, another tab wrote too.
   * @returns what was stored before
   * @throws what the browser refuses with; `own` is then kept in memory
   */
  async store(
    key: string,
    own: ReadingRecord | undefined,
    run: RunNote,
    stored: (own: ReadingRecord, after: ReadingRecord) => void,
  ): Promise<ReadingRecord | undefined> {
    if (own) this.hold(key, own);
    const { before, after } = await this.drafts.change(key, kept => {
      const record = own ?? (kept && { ...kept, ...runNoted(kept, run) });
      if (!record) return undefined;
      const seen = own ? this.seen.get(key) : kept && revisionOf(kept);
      return mergedRecord(kept, { record, run, writer: this.writer, seen });
    });
    if (after !== before) this.tabs.tell(key);
    if (!own || !after) return before;
    if (this.unstored.get(key) === own) this.unstored.delete(key);
    stored(own, after);
    return before;
  }
}
