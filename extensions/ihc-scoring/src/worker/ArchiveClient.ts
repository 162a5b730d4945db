import type { Slide } from '@timescope/core/dicom/read/slide';
import type { StoredObject } from '@timescope/core/dicomweb/studyResults';
import { archivePage, type Archive } from '@timescope/runtime/archive';
import type { WorkerConnection } from '@timescope/runtime/worker';
import type { DrawnObject } from '../evidence/drawnObject';
import type { ArchiveWorker } from './archiveRequest';
import { beginWorker } from './SlideWorker';

/**
 * Writes, sends, fetches and reads the objects of results in a worker of its own: cells and maps of a slide are tens of
 * megabytes. Nothing of it stays in memory after a call.
 */
export class ArchiveClient {
  /** @throws TimescopeError HTTP, NOT_FOUND, and those of reading the object. */
  async drawObject(archive: Archive, object: StoredObject, slide: Slide): Promise<DrawnObject> {
    return this.with(connection =>
      connection.call((worker, call) =>
        worker.drawObject(call, archive.root, object, slide, archivePage(archive)),
      ),
    );
  }

  /** @param withRefused also what was refused. */
  async sendKept(archive: Archive, withRefused: boolean): Promise<void> {
    await this.with(connection =>
      connection.call((worker, call) =>
        worker.sendKept(call, archive.root, withRefused, archivePage(archive)),
      ),
    );
  }

  private async with<Value>(
    work: (connection: WorkerConnection<ArchiveWorker>) => Promise<Value>,
  ): Promise<Value> {
    const connection = beginWorker<ArchiveWorker>('ihc-archive');
    try {
      return await Promise.race([work(connection), connection.broken]);
    } finally {
      connection.close();
    }
  }
}
