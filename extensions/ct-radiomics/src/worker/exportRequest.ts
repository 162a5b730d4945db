import type { Rgb } from '@timescope/core/dicom/displayColour';
import type { DicomJson } from '@timescope/core/dicom/json';
import type { SavedBy } from '@timescope/core/dicom/write/resultObjects';
import type { VolumeRuns } from '@timescope/core/geometry/volumeRuns';
import type { VolumeSlices, VoxelGrid } from '@timescope/core/volume';
import type { AbortableWorker, Settled } from '@timescope/runtime/worker';
import type { OutlineFormat } from '../evidence/outlineObject';

/** What the page asks of the worker that writes and reads files of outlines. */
export interface ExportWorker extends AbortableWorker {
  /** All regions as one DICOM file. */
  outlineFile(
    call: number,
    format: OutlineFormat,
    outlines: OutlinesToWrite,
  ): Promise<Settled<Uint8Array<ArrayBuffer>>>;
  /** The volume that the worker holds, or a region on its grid, as `.nii.gz`. */
  niftiFile(call: number, region: VolumeRuns | 'image'): Promise<Settled<Uint8Array<ArrayBuffer>>>;
  /** The voxels of a NIfTI file that are not 0, on the grid of the CT. */
  readNifti(call: number, file: NamedBytes, grid: VoxelGrid): Promise<Settled<VolumeRuns>>;
}

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface OutlinesToWrite {
  /** Headers of the CT's images. */
  readonly images: readonly DicomJson[];
  readonly ct: VolumeSlices;
  readonly savedBy: SavedBy;
  readonly regions: readonly { readonly name: string; readonly colour: Rgb; readonly roi: VolumeRuns }[];
}
