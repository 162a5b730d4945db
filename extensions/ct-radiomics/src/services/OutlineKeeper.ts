import { messageOf, TimescopeError } from '@timescope/core/errors';
import type { DraftPlace } from './draftPlace';
import { draftOf, roiSetOfDraft, type DraftGrid } from './outlineDraft';
import type { RoiSet } from './rois/roiSet';

/** Ours: with the rest that ends a stroke, a draft is stored well within two seconds of a change. */
const DRAFT_MS = 1000;

export type DraftState =
  | { readonly kind: 'none' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'restored'; readonly at: number }
  | { readonly kind: 'failed'; readonly reason: string };

/** Stores the outlines soon after each change in the place that is its own now. */
export class OutlineKeeper {
  private timer: number | undefined;
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private place: DraftPlace,
    private readonly grid: DraftGrid,
    /** The regions as they are at the time of the call. */
    private readonly present: () => RoiSet,
    private readonly report: (draft: DraftState) => void,
  ) {}

  get access(): DraftPlace['access'] {
    return this.place.access;
  }

  isAt(place: DraftPlace): boolean {
    return this.place.name === place.name;
  }

  async read(): Promise<{ readonly set: RoiSet; readonly at: number } | undefined> {
    const draft = await this.place.drafts.read(this.place.key);
    return draft && { set: roiSetOfDraft(draft, this.grid), at: draft.savedAt };
  }

  noteChange(): void {
    if (this.place.access !== 'draw') return;
    this.report({ kind: 'pending' });
    this.timer ??= window.setTimeout(() => void this.storeNow(), DRAFT_MS);
  }

  /** Settles when all that was noted is stored or has failed. */
  storeNow(): Promise<void> {
    if (this.timer === undefined) return this.writing;
    window.clearTimeout(this.timer);
    this.timer = undefined;
    const at = Date.now();
    const { place } = this;
    const report = (draft: DraftState) => {
      if (this.isAt(place)) this.report(draft);
    };
    // A refusal is told at once; saved is what nothing was changed or written after.
    const isLast = () => this.writing === writing && this.timer === undefined;
    const writing: Promise<void> = place.drafts.write(place.key, draftOf(this.present(), this.grid, at)).then(
      () => (isLast() ? report({ kind: 'saved', at }) : undefined),
      (thrown: unknown) => report({ kind: 'failed', reason: reasonOf(thrown) }),
    );
    this.writing = writing;
    return this.writing;
  }

  moveTo(place: DraftPlace): void {
    this.place = place;
  }
}

function reasonOf(thrown: unknown): string {
  const next = thrown instanceof TimescopeError ? ` ${thrown.nextStep}` : '';
  return `${messageOf(thrown)}${next}`;
}
