import type { PredictedClass, Target } from '../result/predictionResult';
import type { RowDecision } from './reportDocument';

/** Whose class of an item: what CT predicts, or what the tissue shows. */
export type Side = 'ct' | 'tissue';

/** A class that counts in the conclusion, and whose it is. */
export interface SaidClass {
  readonly target: Target;
  readonly class: PredictedClass;
  readonly by: 'measured' | 'reader';
}

/** A decision with what it is about. */
export interface SaidDecision {
  readonly made: RowDecision;
  /** Empty for the row as a whole. */
  readonly about: readonly Side[];
  /** Stored with the result of the CT, not of this report. */
  readonly isOfCt: boolean;
}

/** What the conclusion is made of. */
export interface ConclusionParts {
  readonly tissue: readonly SaidClass[];
  readonly ct: readonly SaidClass[];
  /** Of the slides and of the CT; empty where it is not known. */
  readonly days: Readonly<Record<Side, string>>;
  readonly agree: readonly Target[];
  readonly differ: readonly Target[];
  readonly demonstrationPatient: boolean;
}
