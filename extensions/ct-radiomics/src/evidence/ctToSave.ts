import type { SourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import type { SavedBy } from '@timescope/core/dicom/write/resultObjects';
import type { PredecessorReport } from '@timescope/core/dicom/write/structuredReport';
import type { CtVolume, RoiMask, VolumeSlices } from '@timescope/core/volume';
import type { CtDecision } from '../pipeline/ctDecision';
import type { PredictionOutcome } from '../pipeline/prediction';

/** Everything that comes back when a stored prediction is opened. */
export interface SavedCt {
  readonly outcome: PredictionOutcome;
  readonly roi: { readonly label: string; readonly mask: RoiMask };
  /** The slices that the ROI was drawn on. */
  readonly ct: VolumeSlices & Pick<CtVolume, 'evenlySpaced'>;
  readonly decisions: readonly CtDecision[];
  readonly savedBy: SavedBy;
  readonly predecessor: PredecessorReport | null;
  /** Counts from 1. */
  readonly version: number;
  /** Opened, and another build digested its objects: whether they are as they were saved is not known. */
  readonly isNotComparable?: true;
}

/** What is stored, and the images that it was made of. */
export interface CtToSave extends SavedCt {
  readonly source: SourceAttributes;
  /** Whether the crop that the networks saw is stored as a picture too. */
  readonly withCrop: boolean;
}
