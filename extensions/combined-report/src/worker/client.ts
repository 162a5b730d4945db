import type { InstanceAddress } from '@timescope/core/dicomweb/client';
import { TimescopeError } from '@timescope/core/errors';
import type { ReportDocument } from '@timescope/core/report/reportDocument';
import type { ReportFacts, StoredAlternative } from '@timescope/core/report/reportFacts';
import type { ReportProgress } from '@timescope/core/progress';
import { archivePage, sendKept, type Archive, type SaveOutcome } from '@timescope/runtime/archive';
import { connectWorker, type WorkerConnection } from '@timescope/runtime/worker';
import type { Paper } from '../evidence/reportPdf';
import type { StoredReport } from '../evidence/readReportSr';
import type { MadePictures, ReportSubmission, ReportWorker } from './requests';

/** Reads, draws, writes and sends in a worker that is started with the first request. */
export class ReportClient {
  private connection: WorkerConnection<ReportWorker> | undefined;

  /** @throws TimescopeError HTTP, NOT_FOUND, and those of reading the reports. */
  readFacts(
    archive: Archive,
    results: readonly InstanceAddress[],
    notShown: readonly StoredAlternative[],
    signal: AbortSignal,
  ): Promise<ReportFacts> {
    return this.send(connection =>
      connection.call(
        (worker, call) => worker.readFacts(call, archive.root, results, notShown, archivePage(archive)),
        signal,
      ),
    );
  }

  /** @throws TimescopeError HTTP, NOT_FOUND, and those of reading the report. */
  readReport(archive: Archive, report: InstanceAddress, signal: AbortSignal): Promise<StoredReport> {
    return this.send(connection =>
      connection.call(
        (worker, call) => worker.readReport(call, archive.root, report, archivePage(archive)),
        signal,
      ),
    );
  }

  makePictures(archive: Archive, facts: ReportFacts, signal: AbortSignal): Promise<MadePictures> {
    return this.send(connection =>
      connection.call(
        (worker, call) => worker.makePictures(call, archive.root, facts, archivePage(archive)),
        signal,
      ),
    );
  }

  makePdf(document: ReportDocument, pictures: MadePictures, paper: Paper): Promise<Uint8Array> {
    return this.send(connection =>
      connection.call((worker, call) => worker.makePdf(call, document, pictures, paper)),
    );
  }

  /** Writes PDF and structured report and lands them; what could not be sent stays in the outbox. */
  save(archive: Archive, submission: ReportSubmission, report: ReportProgress): Promise<SaveOutcome> {
    return this.send(connection =>
      connection.call((worker, call) =>
        worker.saveReport(call, archive.root, submission, archivePage(archive, report)),
      ),
    );
  }

  /** @returns the SOP Instance UIDs of the reports that were stored */
  sendKept(archive: Archive, withRefused: boolean): Promise<readonly string[]> {
    return this.send(connection => sendKept(connection, archive, withRefused));
  }

  private async send<Value>(
    request: (connection: WorkerConnection<ReportWorker>) => Promise<Value>,
  ): Promise<Value> {
    this.connection ??= begun();
    try {
      return await request(this.connection);
    } catch (thrown) {
      // A worker that is gone is not asked again; the next request starts a new one.
      if (thrown instanceof TimescopeError && thrown.code === 'MISSING_BUNDLE') {
        this.connection.close();
        this.connection = undefined;
      }
      throw thrown;
    }
  }
}

/** The file that the build puts beside this bundle; a worker from a blob would inherit the page's policy. */
const begun = (): WorkerConnection<ReportWorker> =>
  connectWorker(
    new Worker(new URL('./combined-report.worker.js', import.meta.url), {
      type: 'module',
      name: 'combined-report',
    }),
  );
