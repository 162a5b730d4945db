import type { PredictedClass, Target } from '../result/predictionResult';

/** A class that counts in the conclusion, and whose it is. */
export interface SaidClass {
  readonly target: Target;
  readonly class: PredictedClass;
  readonly by: 'measured' | 'reader';
}

/** What the conclusion is made of. */
export interface ConclusionParts {
  readonly tissue: readonly SaidClass[];
  readonly ct: readonly SaidClass[];
  readonly agree: readonly Target[];
  readonly differ: readonly Target[];
  readonly demonstrationPatient: boolean;
}
