import { holdsControls } from '@timescope/core/controlCharacters';
import { enteredScore, type SignableScore } from '../pipeline/reading/signableScores';
import type { Decision } from '../pipeline/reading/signedReading';

/** What the reader chose and typed under Sign; it outlasts the moments in which signing has to wait. */
export interface Deciding {
  readonly isOverride: boolean;
  /** Path of the score to override; undefined: the first. */
  readonly path: string | undefined;
  readonly value: string;
  readonly reason: string;
  /** What stood there when the value was typed; undefined before. */
  readonly valueThen: number | string | null | undefined;
}

export const NOT_DECIDED: Deciding = {
  isOverride: false,
  path: undefined,
  value: '',
  reason: '',
  valueThen: undefined,
};

/** What may be signed with. */
export type Decided =
  | { readonly kind: 'decided'; readonly decision: Decision }
  /** The override lacks a value within its range, or the reason. */
  | { readonly kind: 'incomplete' }
  /** The reason holds characters that a DICOM object cannot keep. */
  | { readonly kind: 'control characters' }
  /** The score is no longer what it was when the reader put a value in its place. */
  | { readonly kind: 'changed'; readonly from: number | string | null; readonly to: number | string | null };

/** The score that the reader puts a value for. */
export const overriddenScore = (
  { path }: Deciding,
  scores: readonly SignableScore[],
): SignableScore | undefined => scores.find(score => score.path === path) ?? scores[0];

/** @param scores of the result that is signed: the value that is overridden is always its own. */
export function decidedOf(deciding: Deciding, scores: readonly SignableScore[]): Decided {
  if (!deciding.isOverride) return { kind: 'decided', decision: { kind: 'accepted' } };
  const score = overriddenScore(deciding, scores);
  const to = score && enteredScore(score, deciding.value);
  const reason = deciding.reason.trim();
  if (!score || to === undefined || reason === '') return { kind: 'incomplete' };
  if (holdsControls(reason)) return { kind: 'control characters' };
  const { valueThen = score.value } = deciding;
  if (valueThen !== score.value) return { kind: 'changed', from: valueThen, to: score.value };
  return {
    kind: 'decided',
    decision: { kind: 'overridden', score: score.path, from: score.value, to, reason },
  };
}
