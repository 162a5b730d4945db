import { useEffect, useRef, type MouseEvent } from 'react';

/**
 * The button that was pressed may be gone afterwards: the focus stays on it, or goes on to the one in its place.
 * @param shown what the press changes
 * @param isBusy the change is not there yet, or something is asked before it
 */
export function useFocusAfterPress<Place extends HTMLElement>(shown: unknown, isBusy: boolean) {
  const place = useRef<Place>(null);
  const pressed = useRef<string | undefined>(undefined);
  useEffect(() => {
    const { current } = place;
    if (pressed.current === undefined || isBusy || !current) return;
    const same = current.querySelector<HTMLElement>(`button[data-cy="${pressed.current}"]:enabled`);
    pressed.current = undefined;
    (same ?? current.querySelector<HTMLElement>('button:enabled'))?.focus();
  }, [shown, isBusy]);
  const onClick = ({ target }: MouseEvent) => {
    if (target instanceof HTMLButtonElement) pressed.current = target.dataset.cy;
  };
  return { ref: place, onClick };
}
