import { useRef, type PointerEvent } from 'react';

/** What dragging a line does; the line keeps its distance to the pointer, so that taking it does not move it. */
export function useDrag(props: {
  value: number;
  isFixed: boolean;
  densityAt: (clientX: number) => number;
  onMove: (density: number) => void;
  onSettle: () => void;
}) {
  const grip = useRef<number>(undefined);
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
      grip.current = props.value - props.densityAt(event.clientX);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (grip.current !== undefined) props.onMove(props.densityAt(event.clientX) + grip.current);
    },
    onPointerUp: release,
    onPointerCancel: release,
  };
}
