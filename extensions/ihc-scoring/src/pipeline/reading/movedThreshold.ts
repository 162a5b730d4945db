import type { GradeThresholds } from '../intensity';
import { onThresholdStep } from '../pixelDensities.kernel';

export type ThresholdGrade = 1 | 2 | 3;

/** The thresholds with one of them at the nearest step to the density, stopped by its neighbours. */
export function movedThreshold(
  thresholds: GradeThresholds,
  grade: ThresholdGrade,
  density: number,
): GradeThresholds {
  const stops = [-Infinity, ...thresholds, Infinity];
  const lowest = stops[grade - 1] ?? -Infinity;
  const highest = stops[grade + 1] ?? Infinity;
  const to = Math.min(highest, Math.max(lowest, onThresholdStep(density)));
  const [weak, moderate, strong] = thresholds;
  switch (grade) {
    case 1:
      return [to, moderate, strong];
    case 2:
      return [weak, to, strong];
    case 3:
      return [weak, moderate, to];
  }
}
