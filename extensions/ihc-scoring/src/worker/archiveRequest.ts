import type { Slide } from '@timescope/core/dicom/read/slide';
import type { StoredObject } from '@timescope/core/dicomweb/studyResults';
import type { ArchivePage, SendingWorker } from '@timescope/runtime/archive';
import type { Settled } from '@timescope/runtime/worker';
import type { DrawnObject } from '../evidence/drawnObject';

/** What the page asks of the worker that reads from the archive and stores in it. */
export interface ArchiveWorker extends SendingWorker {
  /** An object of another tool as it is drawn on the slide. */
  drawObject(
    call: number,
    root: string,
    object: StoredObject,
    slide: Slide,
    page: ArchivePage,
  ): Promise<Settled<DrawnObject>>;
}
