import type { GradeThresholds } from '../../pipeline/intensity';
import type { ThresholdGrade } from '../../pipeline/reading/movedThreshold';

/** Which of the lines that stand in one place a drag takes: the lowest to the left, the highest to the right. */
export function draggedLine(
  thresholds: GradeThresholds,
  taken: ThresholdGrade,
  direction: number,
): ThresholdGrade {
  const value = thresholds[taken - 1];
  const here = GRADES.filter(grade => thresholds[grade - 1] === value);
  return (direction < 0 ? here.at(0) : here.at(-1)) ?? taken;
}

const GRADES: readonly ThresholdGrade[] = [1, 2, 3];
