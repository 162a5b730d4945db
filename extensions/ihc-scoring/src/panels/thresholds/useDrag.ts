import { useRef, type PointerEvent } from 'react';
import type { GradeThresholds } from '../../pipeline/intensity';
import type { ThresholdGrade } from '../../pipeline/reading/movedThreshold';
import { draggedLine } from './draggedLine';

interface Grip {
  readonly from: number;
  /** Of the pointer to the line. */
  readonly offset: number;
  /** Lines in one place: which of them it is shows when the pointer moves. */
  readonly grade: ThresholdGrade | undefined;
}

/** Less than half a step of a threshold, in optical density: the line has not moved yet. */
const STILL = 0.005;

/** What dragging a line does; the line keeps its distance to the pointer, so that taking it does not move it. */
export function useDrag(props: {
  grade: ThresholdGrade;
  thresholds: GradeThresholds;
  isFixed: boolean;
  densityAt: (clientX: number) => number;
  onMove: (grade: ThresholdGrade, density: number) => void;
  onSettle: () => void;
}) {
  const grip = useRef<Grip>(undefined);
  const release = () => {
    if (grip.current === undefined) return;
    grip.current = undefined;
    props.onSettle();
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (props.isFixed || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      event.currentTarget.focus();
      event.preventDefault();
      const from = props.thresholds[props.grade - 1] ?? 0;
      grip.current = { from, offset: from - props.densityAt(event.clientX), grade: undefined };
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (grip.current === undefined) return;
      const { from, offset } = grip.current;
      const to = props.densityAt(event.clientX) + offset;
      if (grip.current.grade === undefined && Math.abs(to - from) < STILL) return;
      const grade = grip.current.grade ?? draggedLine(props.thresholds, props.grade, to - from);
      grip.current = { from, offset, grade };
      props.onMove(grade, to);
    },
    onPointerUp: release,
    onPointerCancel: release,
  };
}
