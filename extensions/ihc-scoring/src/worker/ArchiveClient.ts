import type { Slide } from '@timescope/core/dicom/read/slide';
import type { InstanceAddress } from '@timescope/core/dicomweb/client';
import type { StoredObject } from '@timescope/core/dicomweb/studyResults';
import type { ReportProgress } from '@timescope/core/progress';
import { archivePage, sendKept, type Archive, type SaveOutcome } from '@timescope/runtime/archive';
import { inOwnWorker, type WorkerConnection } from '@timescope/runtime/worker';
import type { DrawnObject } from '../evidence/drawnObject';
import type { SavedImmune } from '../evidence/immuneToSave';
import type { SavedSlide } from '../evidence/slideToSave';
import { beginWorker } from './beginWorker';
import type { ArchiveWorker, ImmuneSubmission, SlideSubmission } from './archiveRequest';

/**
 * Writes, sends, fetches and reads the objects of results in a worker of its own: cells and maps of a slide are tens of
 * megabytes. Nothing of it stays in memory after a call.
 */
export class ArchiveClient {
  /** Writes the objects and lands them; what could not be sent stays in the outbox. */
  async save(archive: Archive, submission: SlideSubmission, report: ReportProgress): Promise<SaveOutcome> {
    const { tables, ...measurement } = submission.measurement;
    return inArchiveWorker(async connection => {
      for (const table of tables) await connection.call((worker, call) => worker.addCells(call, table));
      return connection.call((worker, call) =>
        worker.saveResult(call, archive.root, { ...submission, measurement }, archivePage(archive, report)),
      );
    });
  }

  /** @throws TimescopeError HTTP, NOT_FOUND, and those of reading the objects. */
  async open(archive: Archive, objects: readonly InstanceAddress[]): Promise<SavedSlide> {
    return inArchiveWorker(connection =>
      connection.call((worker, call) => worker.openResult(call, archive.root, objects, archivePage(archive))),
    );
  }

  /** Writes the report of a patient's slides and lands it; what could not be sent stays in the outbox. */
  async saveImmune(
    archive: Archive,
    submission: ImmuneSubmission,
    report: ReportProgress,
  ): Promise<SaveOutcome> {
    return inArchiveWorker(connection =>
      connection.call((worker, call) =>
        worker.saveImmune(call, archive.root, submission, archivePage(archive, report)),
      ),
    );
  }

  /** @throws TimescopeError HTTP, NOT_FOUND, and those of reading the report. */
  async openImmune(archive: Archive, objects: readonly InstanceAddress[]): Promise<SavedImmune> {
    return inArchiveWorker(connection =>
      connection.call((worker, call) => worker.openImmune(call, archive.root, objects, archivePage(archive))),
    );
  }

  /** @throws TimescopeError HTTP, NOT_FOUND, and those of reading the object. */
  async drawObject(archive: Archive, object: StoredObject, slide: Slide): Promise<DrawnObject> {
    return inArchiveWorker(connection =>
      connection.call((worker, call) =>
        worker.drawObject(call, archive.root, object, slide, archivePage(archive)),
      ),
    );
  }

  /**
   * @param withRefused also what was refused.
   * @returns the SOP Instance UIDs of the reports that were stored
   */
  async sendKept(archive: Archive, withRefused: boolean): Promise<readonly string[]> {
    return inArchiveWorker(connection => sendKept(connection, archive, withRefused));
  }
}

const inArchiveWorker = <Value>(
  work: (connection: WorkerConnection<ArchiveWorker>) => Promise<Value>,
): Promise<Value> => inOwnWorker(beginWorker<ArchiveWorker>('ihc-archive'), work);
