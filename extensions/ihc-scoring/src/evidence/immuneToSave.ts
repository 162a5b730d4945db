import type { Slide } from '@timescope/core/dicom/read/slide';
import type { SourceAttributes } from '@timescope/core/dicom/write/derivedModules';
import type { SavedBy } from '@timescope/core/dicom/write/resultObjects';
import type { PredecessorReport } from '@timescope/core/dicom/write/structuredReport';
import type { ImmuneResult } from '../pipeline/immune/immuneResult';
import type { SlideImages } from './slideMatrix';
import type { SlideOfPatient } from '../pipeline/immune/slidesOfPatient';

/** Everything that comes back when a stored immune result is opened. */
export interface SavedImmune {
  readonly result: ImmuneResult;
  readonly savedBy: SavedBy;
  readonly predecessor: PredecessorReport | null;
  /** Counts from 1. */
  readonly version: number;
  /** Opened, and another build digested its report: whether it is as it was saved is not known. */
  readonly isNotComparable?: true;
}

/** A slide that the result was measured on. */
export interface SavedSection {
  readonly name: SlideOfPatient;
  readonly source: SourceAttributes;
  readonly slide: SlideImages & Pick<Slide, 'specimens' | 'containerIdentifier'>;
}

/** What is stored, and the slides: the report lies in the study of the first. */
export interface ImmuneToSave extends SavedImmune {
  readonly sections: readonly [SavedSection, ...SavedSection[]];
}
