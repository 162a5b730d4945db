import type { ComparisonRow, RowDecision } from '@timescope/core/report/reportDocument';
import { isReason, type DecisionChoice } from '@timescope/core/result/decisionChoice';
import type { Target } from '@timescope/core/result/predictionResult';
import type { SetAside } from './reportDraft';

/** The decisions with another one in place of that of the same row; without a reason nothing is amended or rejected. */
export function withChoice(
  decisions: readonly RowDecision[],
  { target, amends }: Pick<ComparisonRow, 'target' | 'amends'>,
  choice: DecisionChoice,
  by: { readonly reader: string; readonly at: string },
): readonly RowDecision[] {
  const reason = 'reason' in choice ? choice.reason.trim() : '';
  if (choice.kind !== 'accepted' && !isReason(reason)) return decisions;
  const made = { ...choice, ...by, target, reason, ...(choice.kind === 'amended' && { amends }) };
  return [...withoutTarget(decisions, target), made];
}

/**
 * The decisions that are about what is shown, and all others with what they are about.
 * @param isShown whether these results are shown
 */
export function decisionsShown(
  made: readonly SetAside[],
  isShown: (madeOn: readonly string[]) => boolean,
): Pick<SetAside, 'decisions'> & { readonly setAside: readonly SetAside[] } {
  const some = made.filter(({ decisions }) => decisions.length > 0);
  const shown = some.find(({ madeOn }) => isShown(madeOn));
  return { decisions: shown?.decisions ?? [], setAside: some.filter(each => each !== shown) };
}

export const withoutTarget = (decisions: readonly RowDecision[], target: Target): readonly RowDecision[] =>
  decisions.filter(each => each.target !== target);
