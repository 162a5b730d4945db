import type { DicomwebClient } from '@timescope/core/dicomweb/client';
import {
  studyResults,
  type StoredObject,
  type StoredVersion,
  type StudyResults,
} from '@timescope/core/dicomweb/studyResults';
import { messageOf, TimescopeError } from '@timescope/core/errors';
import { ObservableState } from '../ObservableState';
import { resultStrings } from './strings';

export type Listing =
  | { readonly kind: 'none' }
  | { readonly kind: 'loading' }
  | { readonly kind: 'listed'; readonly results: StudyResults }
  | { readonly kind: 'failed'; readonly reason: string };

export interface ListedState {
  readonly listing: Listing;
  /** SOP Instance UID of what is being opened. */
  readonly opening: string | undefined;
  /** SOP Instance UID of the report that is on screen: opened, or saved from here. */
  readonly onScreen: string | undefined;
  /** SOP Instance UIDs of other tools' objects that are drawn. */
  readonly drawn: ReadonlySet<string>;
  readonly problem: string | undefined;
}

export interface OpenedVersion {
  /** Whether its objects are as they were saved is not known. */
  readonly isNotComparable?: boolean;
  /** It is shown beside what is on screen and takes the place of nothing. */
  readonly isBeside?: boolean;
}

/** What an extension does with a result of the list. Each may throw TimescopeError. */
export interface ResultsDesk {
  /** Brings a version of ours back. @returns what has to be said of it */
  open(version: StoredVersion): Promise<OpenedVersion | undefined>;
  /** Shows an object of another tool on the images. */
  draw(object: StoredObject): Promise<void>;
  /** Takes what was drawn away. */
  erase(object: StoredObject): void;
}

const NOTHING: ListedState = {
  listing: { kind: 'none' },
  opening: undefined,
  onScreen: undefined,
  drawn: new Set(),
  problem: undefined,
};

/** The results of the study on screen, and which of them are shown. */
export class ListedResults {
  readonly state = new ObservableState<ListedState>(NOTHING);
  private study: string | undefined;

  constructor(
    private readonly client: () => DicomwebClient,
    private readonly desk: ResultsDesk,
  ) {}

  /** Called when a study, or another series of it, comes on screen; undefined when it is left. */
  async show(study: string | undefined): Promise<void> {
    this.study = study;
    this.state.update(NOTHING);
    await this.refresh();
  }

  /** Asks the server again; what was listed stays until the answer is there. */
  async refresh(): Promise<void> {
    const { study } = this;
    if (study === undefined) return;
    if (this.state.get().listing.kind !== 'listed') this.state.update({ listing: { kind: 'loading' } });
    const listing = await listed(this.client, study);
    if (this.study === study) this.state.update({ listing });
  }

  /**
   * The results of the study on screen. The server is asked afresh, since another page may have saved meanwhile; while it
   * is away what was listed before counts.
   * @throws TimescopeError HTTP without either: a version saved now might not name the one before it
   */
  async known(): Promise<StudyResults> {
    const { study } = this;
    const before = this.state.get().listing;
    await this.refresh();
    if (this.study === study && before.kind === 'listed' && this.state.get().listing.kind === 'failed')
      this.state.update({ listing: before });
    const { listing } = this.state.get();
    if (listing.kind === 'listed' && this.study === study) return listing.results;
    const reason = listing.kind === 'failed' ? listing.reason : '';
    throw new TimescopeError('HTTP', resultStrings.failedToList(reason).trim(), {
      nextStep: resultStrings.saveAfterListing,
    });
  }

  async open(version: StoredVersion): Promise<void> {
    const { instance } = version.report.address;
    await this.attempt(instance, async () => {
      const opened = await this.desk.open(version);
      return {
        ...(opened?.isBeside !== true && { onScreen: instance }),
        ...(opened?.isNotComparable === true && { problem: resultStrings.notComparable }),
      };
    });
  }

  /** Draws an object of another tool, or takes it away again. */
  async toggle(object: StoredObject): Promise<void> {
    const { instance } = object.address;
    const { drawn } = this.state.get();
    if (drawn.has(instance)) {
      this.desk.erase(object);
      this.state.update({ drawn: new Set([...drawn].filter(uid => uid !== instance)) });
      return;
    }
    await this.attempt(instance, async () => {
      await this.desk.draw(object);
      return { drawn: new Set([...this.state.get().drawn, instance]) };
    });
  }

  /** What is on screen was saved under this report. */
  noteSaved(report: string): void {
    this.state.update({ onScreen: report });
    void this.refresh();
  }

  closeProblem(): void {
    this.state.update({ problem: undefined });
  }

  /** One at a time; what comes after the study was left means nothing any more. */
  private async attempt(uid: string, work: () => Promise<Partial<ListedState>>): Promise<void> {
    const { study } = this;
    if (this.state.get().opening !== undefined) return;
    this.state.update({ opening: uid, problem: undefined });
    const change = await work().catch((thrown: unknown) => ({ problem: sentenceOf(thrown) }));
    if (this.study === study) this.state.update({ ...change, opening: undefined });
  }
}

async function listed(client: () => DicomwebClient, study: string): Promise<Listing> {
  try {
    return { kind: 'listed', results: await studyResults(client(), study) };
  } catch (thrown) {
    return { kind: 'failed', reason: sentenceOf(thrown) };
  }
}

const sentenceOf = (thrown: unknown): string =>
  thrown instanceof TimescopeError
    ? `${thrown.message} ${thrown.nextStep}`.trim()
    : resultStrings.failed(messageOf(thrown));
