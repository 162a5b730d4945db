import { localMoment, type LocalMoment } from '@timescope/core/dicom/localMoment';
import type { ReportReference, StoredVersion } from '@timescope/core/dicomweb/studyResults';
import type { Drafts } from '@timescope/runtime/drafts';
import { ObservableState } from '../ObservableState';

/**
 * What was handed over last of one reading. It is kept before anything is written, so that saving the same content
 * again, also after the page was killed, makes the same objects.
 */
export interface SubmissionRecord {
  /** The reading's key. */
  readonly of: string;
  /** Of the content: equal contents have equal signatures. */
  readonly signature: string;
  /** When it was first asked to be saved. */
  readonly at: LocalMoment;
  readonly predecessor: ReportReference | null;
  readonly version: number;
  /** Undefined until its objects are written. */
  readonly report: ReportReference | undefined;
  readonly isStored: boolean;
}

/** The last submission of the reading on screen. */
export class Submissions {
  readonly state = new ObservableState<{ readonly record: SubmissionRecord | undefined }>({
    record: undefined,
  });
  private key: string | undefined;

  /** @param now local time decides the date that the objects bear */
  constructor(
    private readonly drafts: Drafts<SubmissionRecord>,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Another reading is on screen; undefined: none. A browser that keeps nothing begins anew with each page. */
  async show(key: string | undefined): Promise<void> {
    if (key === this.key) return;
    this.key = key;
    this.state.update({ record: undefined });
    if (key === undefined) return;
    const record = await this.drafts.read(key).catch(() => undefined);
    if (this.key === key && !this.state.get().record) this.state.update({ record });
  }

  /**
   * What this content is to be saved as: the same as the last time when it is the same content, else the version after
   * all that there are, which names the one that it was made from.
   * @param before versions in the archive of the same images, author and subject, the newest first; where nothing was
   *   saved or opened here, what it throws is thrown
   */
  async begin(signature: string, before: () => Promise<readonly StoredVersion[]>): Promise<SubmissionRecord> {
    const { record: last } = this.state.get();
    const of = this.key ?? '';
    if (last?.signature === signature) return last;
    const stored = await before().catch((thrown: unknown) => {
      if (last?.report) return [];
      throw thrown;
    });
    const [newest] = stored;
    const predecessor = last?.report ?? (newest && referenceTo(newest)) ?? null;
    // An older version may be on screen: its number plus one may stand already.
    const number = Math.max(last?.report ? last.version : 0, ...stored.map(version => version.number));
    const record: SubmissionRecord = {
      of,
      signature,
      at: localMoment(this.now()),
      predecessor,
      version: number + 1,
      report: undefined,
      isStored: false,
    };
    await this.keep(record);
    return record;
  }

  /** Its objects are written; they are in the archive, or wait in the outbox. */
  async written(record: SubmissionRecord, report: ReportReference, isStored: boolean): Promise<void> {
    await this.keep({ ...record, report, isStored });
  }

  /** A report is in the archive now. @returns whether it is the one of the reading on screen */
  async noteStored(sopInstanceUid: string): Promise<boolean> {
    const { record } = this.state.get();
    if (record?.report?.sopInstanceUid !== sopInstanceUid) return false;
    if (!record.isStored) await this.keep({ ...record, isStored: true });
    return true;
  }

  /** A version was opened: what is on screen is this. */
  async opened(signature: string, version: StoredVersion): Promise<void> {
    const { number, predecessor = null } = version;
    const at = localMoment(this.now());
    await this.keep({
      of: this.key ?? '',
      signature,
      at,
      predecessor,
      version: number,
      report: referenceTo(version),
      isStored: true,
    });
  }

  /** In memory it stands also where the browser refuses to keep it. */
  private async keep(record: SubmissionRecord): Promise<void> {
    if (record.of === this.key) this.state.update({ record });
    await this.drafts.write(record.of, record).catch(() => undefined);
  }
}

const referenceTo = ({ report }: StoredVersion): ReportReference => ({
  seriesInstanceUid: report.address.series,
  sopInstanceUid: report.address.instance,
});
