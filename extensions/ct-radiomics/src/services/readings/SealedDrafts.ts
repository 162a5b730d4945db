import { TimescopeError } from '@timescope/core/errors';
import type { Drafts } from '@timescope/runtime/drafts';
import type { OutlineDraft } from '../outlineDraft';
import type { ReadingAddress, ReadingsServer } from './ReadingsServer';

/** A reader's outline in the sealed place instead of this browser: one version after the other. */
export class SealedDrafts implements Drafts<OutlineDraft> {
  private revision = 0;
  /** Sent, and it is not known whether it arrived. */
  private unsure: OutlineDraft | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly server: ReadingsServer,
    private readonly address: ReadingAddress,
    private readonly key: string,
  ) {}

  /** The version that the server holds, after all writes so far. */
  async latestRevision(): Promise<number> {
    await this.inTurn(() => this.resend());
    return this.revision;
  }

  isUnsure(): boolean {
    return this.unsure !== undefined;
  }

  read(): Promise<OutlineDraft | undefined> {
    return this.inTurn(async () => {
      const { revision, outline } = await this.server.own(this.address, this.key);
      this.revision = revision;
      this.unsure = undefined;
      return outline;
    });
  }

  write(_: string, draft: OutlineDraft): Promise<void> {
    return this.inTurn(async () => {
      await this.resend();
      await this.send(draft);
    });
  }

  /** The same version with the same content is no error on the server. */
  private async resend(): Promise<void> {
    if (this.unsure) await this.send(this.unsure);
  }

  private async send(draft: OutlineDraft): Promise<void> {
    this.unsure = draft;
    try {
      await this.server.save(this.address, this.key, this.revision + 1, draft);
    } catch (thrown) {
      if (thrown instanceof TimescopeError && thrown.kind !== 'retryable') this.unsure = undefined;
      throw thrown;
    }
    this.revision++;
    this.unsure = undefined;
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
