import type { KeyboardEvent } from 'react';
import { gradeStyles } from '../../overlays/gradeStyles';
import type { GradeThresholds } from '../../pipeline/intensity';
import type { ThresholdGrade } from '../../pipeline/reading/movedThreshold';
import { strings } from '../../strings';
import { roomOf } from './roomOf';
import { useDrag } from './useDrag';

const STEP = 0.01;
const LARGE_STEP = 0.05;
/** Height of a tag; a pointer of any kind can take it (WCAG 2.2: 24 px). */
const TAG = 24;

/** A line between two grades: dragged, or moved with the arrow keys while it has the focus. */
export function ThresholdLine(props: {
  grade: ThresholdGrade;
  thresholds: GradeThresholds;
  /** Where it stands: 0 left, 1 right. */
  share: number;
  tagRow: number;
  isFixed: boolean;
  densityAt: (clientX: number) => number;
  onMove: (grade: ThresholdGrade, density: number) => void;
  onSettle: () => void;
}) {
  const { grade, thresholds, isFixed } = props;
  const value = thresholds[grade - 1] ?? 0;
  const { lowest, highest } = roomOf(thresholds, grade);
  const dragging = useDrag(props);
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const to = keyTarget(event.key, value, lowest, highest);
    if (to === undefined || isFixed) return;
    event.preventDefault();
    event.stopPropagation();
    props.onMove(grade, to);
  };
  return (
    <div
      role="slider"
      tabIndex={isFixed ? -1 : 0}
      className="ts-threshold"
      data-cy={`threshold-line-${grade}`}
      aria-label={strings.thresholdLine(grade)}
      aria-orientation="horizontal"
      aria-valuemin={lowest}
      aria-valuemax={highest}
      aria-valuenow={value}
      aria-valuetext={strings.thresholdValue(value)}
      aria-disabled={isFixed}
      style={{ left: `${100 * props.share}%`, ['--ts-grade' as string]: gradeStyles[grade].colour }}
      {...dragging}
      onKeyDown={press}
      onKeyUp={props.onSettle}
      onBlur={props.onSettle}
    >
      <span className="ts-threshold-tag" style={{ top: (props.tagRow - 1) * TAG - 2 }}>
        {strings.grades[grade]}
      </span>
    </div>
  );
}

function keyTarget(key: string, value: number, lowest: number, highest: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return value - STEP;
    case 'ArrowRight':
    case 'ArrowUp':
      return value + STEP;
    case 'PageDown':
      return value - LARGE_STEP;
    case 'PageUp':
      return value + LARGE_STEP;
    case 'Home':
      return lowest;
    case 'End':
      return highest;
    default:
      return undefined;
  }
}
