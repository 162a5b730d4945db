import { holdsControls } from '@timescope/core/controlCharacters';
import { canonicalJson, type Json } from '@timescope/core/canonicalJson';
import { filedWith, shownVersions } from '@timescope/core/report/chosenVersions';
import { sha256Hex } from '@timescope/core/sha256';
import { VERSION } from '@timescope/core/version';
import type { ObservableState } from '@timescope/ohif/ObservableState';
import type { Reader } from '@timescope/ohif/readerState';
import { Saving } from '@timescope/ohif/results/Saving';
import { ohifStrings } from '@timescope/ohif/strings';
import { Submissions, type SubmissionRecord } from '@timescope/ohif/results/Submissions';
import type { Archive } from '@timescope/runtime/archive';
import { indexedDbDrafts } from '@timescope/runtime/drafts';
import { indexedDbOutbox } from '@timescope/runtime/outbox/indexedDb';
import { strings } from '../strings';
import type { ReportClient } from '../worker/client';
import type { PatientReport } from './PatientReport';
import { documentOf } from './ReportLoader';
import type { ReportPictures } from './ReportPictures';
import type { OpenReport } from './reportState';

/** Stores the report on screen as PDF and structured report. */
export class ReportSaving {
  readonly saving: Saving;
  readonly submissions = new Submissions(indexedDbDrafts('timescope-report-submissions'));
  constructor(
    private readonly report: PatientReport,
    private readonly pictures: ReportPictures,
    private readonly client: ReportClient,
    private readonly archive: () => Archive,
    private readonly reader: ObservableState<Reader>,
  ) {
    const outbox = indexedDbOutbox();
    this.saving = new Saving(
      {
        sendKept: withRefused => client.sendKept(archive(), withRefused),
        kept: async () => (await outbox.entries()).filter(({ root }) => root === archive().root),
        drop: ({ id }) => outbox.remove(id),
      },
      stored => void this.noteStored(stored),
    );
    report.state.subscribe(() => void this.follow());
    reader.subscribe(() => void this.follow());
  }

  /** Why the report cannot be saved now, in one sentence. */
  whyNot(): string | undefined {
    if (this.report.state.get().isFetching) return strings.saveAfterFetching;
    const open = this.report.openReport();
    if (!open) return strings.saveAfterOpening;
    if (open.document.reader === '') return strings.saveNeedsName;
    if (Object.values(open.entries.context).some(holdsControls)) return ohifStrings.controlCharacters;
    return this.pictures.state.get().areComplete ? undefined : strings.saveAfterPictures;
  }

  /** Whether the very content on screen is in the archive. */
  isSaved(): boolean {
    const open = this.report.openReport();
    const { record } = this.submissions.state.get();
    if (!open) return false;
    return open.isAsStored || (record?.isStored === true && record.signature === signatureOf(open));
  }

  async save(): Promise<void> {
    const open = this.report.openReport();
    if (!open || this.whyNot() !== undefined) return;
    // Taken now: what changes while it is saved belongs to another save.
    const { pictures } = this.pictures.state.get();
    await this.saving.save(async report => {
      const record = await this.submissions.begin(signatureOf(open), () => this.report.storedBefore());
      const submission = { ...this.submissionOf(open, record), pictures };
      const outcome = await this.client.save(this.archive(), submission, report);
      const { report: reference, landing } = outcome;
      if (landing.state !== 'refused')
        await this.submissions.written(record, reference, landing.state === 'stored');
      return outcome;
    });
  }

  private submissionOf(open: OpenReport, { at, version, predecessor }: SubmissionRecord) {
    const beside = filedWith(open.chosen);
    if (!beside) throw new RangeError('A report is made of at least one result.');
    const { reader } = open.document;
    return {
      document: documentOf(open, { at: isoOf(at), reader }),
      context: open.entries.context,
      savedBy: { reader, at },
      version,
      predecessor,
      beside: beside.report.address,
      paper: 'A4' as const,
    };
  }

  /** Another report or reader; each reader's last submission is a row of its own. */
  private async follow(): Promise<void> {
    const open = this.report.openReport();
    const { name = '' } = this.reader.get();
    await this.submissions.show(open && [this.archive().root, open.person.key, name].join(' '));
    if (this.saving.state.get().saving.kind === 'stored' && !this.isSaved()) this.saving.forget();
    if (!open?.isAsStored || !open.continues) return;
    const { record } = this.submissions.state.get();
    if (record?.report?.sopInstanceUid !== open.continues.report.address.instance)
      await this.submissions.opened(signatureOf(open), open.continues);
  }

  private async noteStored(report: string): Promise<void> {
    const isOnScreen = await this.submissions.noteStored(report);
    const { record } = this.submissions.state.get();
    const open = this.report.openReport();
    const isSame = isOnScreen && open !== undefined && record?.signature === signatureOf(open);
    await this.report.noteStored(report, isSame ? isoOf(record.at) : undefined);
  }
}

/** Equal for what a reader would call the same report: results, entries and the program that composes them. */
function signatureOf({ chosen, entries: { context, decisions, without } }: OpenReport): string {
  const results = shownVersions(chosen).map(({ report }) => report.address.instance);
  const content = [VERSION, results, without, context, decisions];
  return sha256Hex(canonicalJson(JSON.parse(JSON.stringify(content)) as Json));
}

const isoOf = ({ date, time }: SubmissionRecord['at']): string =>
  `${date}T${time}`.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})$/, '$1-$2-$3T$4:$5:$6');
