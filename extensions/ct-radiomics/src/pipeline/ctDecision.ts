import type { DecisionChoice } from '@timescope/core/result/decisionChoice';
import type { Target } from '@timescope/core/result/predictionResult';

/** What a named reader said of one prediction. The network's own values stay beside it. */
export type CtDecision = {
  readonly target: Target;
  readonly reader: string;
  /** YYYYMMDDHHMMSS, local time. */
  readonly at: string;
} & DecisionChoice;

/** At most one a target: the later one takes the place of the earlier. */
export const withDecision = (
  decisions: readonly CtDecision[],
  decision: CtDecision,
): readonly CtDecision[] => [...decisions.filter(({ target }) => target !== decision.target), decision];
