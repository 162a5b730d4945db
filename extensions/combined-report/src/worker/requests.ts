import type { InstanceAddress } from '@timescope/core/dicomweb/client';
import type { MadePicture } from '@timescope/core/report/pictures/reportPictures';
import type { ContextFields } from '@timescope/core/report/contextFields';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import type { ReportFacts, StoredAlternative } from '@timescope/core/report/reportFacts';
import type { ArchivePage, SaveOutcome, SendingWorker } from '@timescope/runtime/archive';
import type { Settled } from '@timescope/runtime/worker';
import type { StoredReport } from '../evidence/readReportSr';
import type { ReportToSave } from '../evidence/reportObjects';
import type { Paper } from '../evidence/reportPdf';

export type MadePictures = ReadonlyMap<string, MadePicture>;

/** What the page asks of the worker of the combined report. */
export interface ReportWorker extends SendingWorker {
  /** What the structured reports at these places say. */
  readFacts(
    call: number,
    root: string,
    results: readonly InstanceAddress[],
    notShown: readonly StoredAlternative[],
    page: ArchivePage,
  ): Promise<Settled<ReportFacts>>;
  /** A combined report that was stored before. */
  readReport(
    call: number,
    root: string,
    report: InstanceAddress,
    page: ArchivePage,
  ): Promise<Settled<StoredReport>>;
  /** Pictures of the images. */
  makePictures(
    call: number,
    root: string,
    facts: ReportFacts,
    page: ArchivePage,
  ): Promise<Settled<MadePictures>>;
  makePdf(
    call: number,
    document: ReportDocument,
    pictures: MadePictures,
    paper: Paper,
  ): Promise<Settled<Uint8Array>>;
  /** Writes PDF and structured report, and lands them. */
  saveReport(
    call: number,
    root: string,
    submission: ReportSubmission,
    page: ArchivePage,
  ): Promise<Settled<SaveOutcome>>;
}

/** What the page hands over; PDF and headers are the worker's. */
export interface ReportSubmission extends Pick<
  ReportToSave,
  'document' | 'savedBy' | 'version' | 'predecessor'
> {
  readonly context: ContextFields;
  readonly pictures: MadePictures;
  readonly paper: Paper;
  /** A result of the study that the report is filed in. */
  readonly beside: InstanceAddress;
}
