import type { GradeThresholds } from '../../pipeline/intensity';

/** Which of the thresholds doubt is about: any of them, or 1+, 2+, 3+. */
export type Near = 'any' | 0 | 1 | 2;
export const NEAR = ['any', 0, 1, 2] as const satisfies readonly Near[];

/**
 * How far each optical density is from the threshold, or from the nearest of them; NaN stays NaN.
 * @param isGraded without it 'any' is the first threshold: positive or not
 */
export function distancesTo(
  od: Float32Array,
  thresholds: GradeThresholds,
  near: Near,
  isGraded: boolean,
): Float32Array {
  const asked = near !== 'any' ? [thresholds[near]] : isGraded ? thresholds : [thresholds[0]];
  // Grades compare with the threshold as a 32-bit float.
  const [a = NaN, b = a, c = a] = asked.map(Math.fround);
  return od.map(value => Math.min(Math.abs(value - a), Math.abs(value - b), Math.abs(value - c)));
}
