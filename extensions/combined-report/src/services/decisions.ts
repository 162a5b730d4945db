import { holdsControls } from '@timescope/core/controlCharacters';
import type { RowDecision } from '@timescope/core/report/reportDocument';
import type { PredictedClass, Target } from '@timescope/core/result/predictionResult';

/** What a reader chose for one row; who and when are added. */
export type Choice =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'amended'; readonly class: PredictedClass; readonly reason: string }
  | { readonly kind: 'rejected'; readonly reason: string };

/** The decisions with another one in place of that of the same row; without a reason nothing is amended or rejected. */
export function withChoice(
  decisions: readonly RowDecision[],
  target: Target,
  choice: Choice,
  by: { readonly reader: string; readonly at: string },
): readonly RowDecision[] {
  const reason = 'reason' in choice ? choice.reason.trim() : '';
  if (choice.kind !== 'accepted' && !isReason(reason)) return decisions;
  return [...withoutTarget(decisions, target), { ...choice, ...by, target, reason }];
}

export const withoutTarget = (decisions: readonly RowDecision[], target: Target): readonly RowDecision[] =>
  decisions.filter(each => each.target !== target);

/** Something is written, and nothing that a DICOM object cannot keep. */
export const isReason = (typed: string): boolean => typed.trim() !== '' && !holdsControls(typed);
