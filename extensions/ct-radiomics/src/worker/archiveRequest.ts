import type { DicomJson } from '@timescope/core/dicom/json';
import type { InstanceAddress } from '@timescope/core/dicomweb/client';
import type { StoredObject } from '@timescope/core/dicomweb/studyResults';
import type { VolumeRuns } from '@timescope/core/geometry/volumeRuns';
import type { VolumeSlices } from '@timescope/core/volume';
import type { ArchivePage, SaveOutcome, SendingWorker } from '@timescope/runtime/archive';
import type { Settled } from '@timescope/runtime/worker';
import type { CtToSave, SavedCt } from '../evidence/ctToSave';
import type { RoiSlice } from '../pipeline/largestSlice';

/** What the page asks of the worker that reads from the archive and stores in it. */
export interface ArchiveWorker extends SendingWorker {
  /** Writes the objects of a prediction and lands them. */
  saveResult(
    call: number,
    root: string,
    submission: CtSubmission,
    page: ArchivePage,
  ): Promise<Settled<SaveOutcome>>;
  /** What was saved, from the objects of one version. */
  openResult(
    call: number,
    root: string,
    objects: readonly InstanceAddress[],
    page: ArchivePage,
  ): Promise<Settled<OpenedCt>>;
  /** The regions of a segmentation or structure set, on the slices of the CT. */
  readRegions(
    call: number,
    root: string,
    object: StoredObject,
    ct: VolumeSlices,
    page: ArchivePage,
  ): Promise<Settled<readonly ReadRegion[]>>;
}

/** What the page hands over; the dictionary that reads the images' headers is the worker's. */
export interface CtSubmission extends Omit<CtToSave, 'source'> {
  /** Headers of the images that the result was made of. */
  readonly images: readonly DicomJson[];
}

export interface OpenedCt {
  readonly saved: SavedCt;
  /** Every slice that the outline reaches. */
  readonly slices: readonly RoiSlice[];
  readonly roi: VolumeRuns;
}

/** A region of another tool. */
export interface ReadRegion {
  readonly label: string;
  readonly roi: VolumeRuns;
}
