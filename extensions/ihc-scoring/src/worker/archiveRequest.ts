import type { DicomJson } from '@timescope/core/dicom/json';
import type { Slide } from '@timescope/core/dicom/read/slide';
import type { InstanceAddress } from '@timescope/core/dicomweb/client';
import type { StoredObject } from '@timescope/core/dicomweb/studyResults';
import type { ArchivePage, SendingWorker } from '@timescope/runtime/archive';
import type { Settled } from '@timescope/runtime/worker';
import type { SaveOutcome } from '@timescope/runtime/archive';
import type { DrawnObject } from '../evidence/drawnObject';
import type { ImmuneToSave, SavedImmune, SavedSection } from '../evidence/immuneToSave';
import type { SavedSlide, SlideToSave } from '../evidence/slideToSave';
import type { CellTable } from '../pipeline/cellTable';

/** What the page asks of the worker that reads from the archive and stores in it. */
export interface ArchiveWorker extends SendingWorker {
  /** A result's cells come one table after the other, before it is saved: copied at once they would hold up the page. */
  addCells(call: number, cells: CellTable): Promise<Settled<'ready'>>;
  /** Writes the objects of a result with the cells that came, and lands them. */
  saveResult(
    call: number,
    root: string,
    submission: SubmissionWithoutCells,
    page: ArchivePage,
  ): Promise<Settled<SaveOutcome>>;
  /** What was saved, from the objects of one version. */
  openResult(
    call: number,
    root: string,
    objects: readonly InstanceAddress[],
    page: ArchivePage,
  ): Promise<Settled<SavedSlide>>;
  /** Writes the report of a patient's slides, and lands it. */
  saveImmune(
    call: number,
    root: string,
    submission: ImmuneSubmission,
    page: ArchivePage,
  ): Promise<Settled<SaveOutcome>>;
  /** An immune result, from the objects of one version. */
  openImmune(
    call: number,
    root: string,
    objects: readonly InstanceAddress[],
    page: ArchivePage,
  ): Promise<Settled<SavedImmune>>;
  /** An object of another tool as it is drawn on the slide. */
  drawObject(
    call: number,
    root: string,
    object: StoredObject,
    slide: Slide,
    page: ArchivePage,
  ): Promise<Settled<DrawnObject>>;
}

/** What the page hands over; the dictionary that reads the images' headers is the worker's. */
export interface SlideSubmission extends Omit<SlideToSave, 'source'> {
  /** Headers of the images that the result was made of. */
  readonly images: readonly DicomJson[];
}

export interface SubmissionWithoutCells extends Omit<SlideSubmission, 'measurement'> {
  readonly measurement: Omit<SlideToSave['measurement'], 'tables'>;
}

export interface ImmuneSubmission extends Omit<ImmuneToSave, 'sections'> {
  readonly sections: readonly [SubmittedSection, ...SubmittedSection[]];
}

export interface SubmittedSection extends Omit<SavedSection, 'source'> {
  /** Headers of the images of the slide. */
  readonly images: readonly DicomJson[];
}
