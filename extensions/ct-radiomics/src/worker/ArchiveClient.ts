import type { InstanceAddress } from '@timescope/core/dicomweb/client';
import type { StoredObject } from '@timescope/core/dicomweb/studyResults';
import type { ReportProgress } from '@timescope/core/progress';
import type { VolumeSlices } from '@timescope/core/volume';
import { archivePage, sendKept, type Archive, type SaveOutcome } from '@timescope/runtime/archive';
import { inOwnWorker, type WorkerConnection } from '@timescope/runtime/worker';
import type { ArchiveWorker, CtSubmission, OpenedCt, ReadRegion } from './archiveRequest';
import { beginWorker } from './beginWorker';

/** Writes, sends, fetches and reads the objects of results in a worker of its own, which is gone after each call. */
export class ArchiveClient {
  /** Writes the objects and lands them; what could not be sent stays in the outbox. */
  async save(archive: Archive, submission: CtSubmission, report: ReportProgress): Promise<SaveOutcome> {
    return inArchiveWorker(connection =>
      connection.call((worker, call) =>
        worker.saveResult(call, archive.root, submission, archivePage(archive, report)),
      ),
    );
  }

  /** @throws TimescopeError HTTP, NOT_FOUND, and those of reading the objects. */
  async open(archive: Archive, objects: readonly InstanceAddress[]): Promise<OpenedCt> {
    return inArchiveWorker(connection =>
      connection.call((worker, call) => worker.openResult(call, archive.root, objects, archivePage(archive))),
    );
  }

  /** @throws TimescopeError HTTP, NOT_FOUND, and those of reading the object. */
  async readRegions(
    archive: Archive,
    object: StoredObject,
    ct: VolumeSlices,
  ): Promise<readonly ReadRegion[]> {
    return inArchiveWorker(connection =>
      connection.call((worker, call) =>
        worker.readRegions(call, archive.root, object, ct, archivePage(archive)),
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
): Promise<Value> => inOwnWorker(beginWorker<ArchiveWorker>('ct-archive'), work);
