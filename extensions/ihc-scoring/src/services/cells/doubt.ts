import type { GradeThresholds } from '../../pipeline/intensity';

/** Which of the thresholds doubt is about: each of the three, or 1+, 2+, 3+ alone. */
export type Near = 'any' | 0 | 1 | 2;
export const NEAR = ['any', 0, 1, 2] as const satisfies readonly Near[];

/** The threshold of the three that an optical density is nearest to; of two equally near ones the lower. */
export function nearestThreshold(
  od: number,
  thresholds: GradeThresholds,
): { readonly grade: 1 | 2 | 3; readonly distance: number } {
  const [weak, moderate, strong] = thresholds.map(threshold => Math.abs(od - Math.fround(threshold)));
  const distance = Math.min(weak ?? NaN, moderate ?? NaN, strong ?? NaN);
  return { grade: distance === weak ? 1 : distance === moderate ? 2 : 3, distance };
}

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
