import { holdsControls } from '../controlCharacters';
import type { PredictedClass } from './predictionResult';

/** What a reader chose of one prediction or row; who and when stand beside it where it is kept. */
export type DecisionChoice =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'amended'; readonly class: PredictedClass; readonly reason: string }
  | { readonly kind: 'rejected'; readonly reason: string };

/** Something is written, and nothing that a DICOM object cannot keep. */
export const isReason = (typed: string): boolean => typed.trim() !== '' && !holdsControls(typed);
