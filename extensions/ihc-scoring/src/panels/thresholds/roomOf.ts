import type { GradeThresholds } from '../../pipeline/intensity';
import type { ThresholdGrade } from '../../pipeline/reading/movedThreshold';
import { highestThreshold } from '../../services/thresholdPlot';

/** How far a threshold can go between its neighbours, in optical density. */
export function roomOf(
  thresholds: GradeThresholds,
  grade: ThresholdGrade,
): { readonly lowest: number; readonly highest: number } {
  const stops = [0, ...thresholds, highestThreshold];
  return { lowest: stops[grade - 1] ?? 0, highest: stops[grade + 1] ?? highestThreshold };
}
