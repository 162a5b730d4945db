import { useEffect, useState, type RefObject } from 'react';

/**
 * Whether the fold around an element is open: what is costly to draw is drawn only then.
 * @param isWanted Once it is, the fold opens.
 */
export function useOwnFold(element: RefObject<HTMLElement>, isWanted: boolean): boolean {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const fold = element.current?.closest('details');
    const look = () => setOpen(fold?.open ?? true);
    look();
    fold?.addEventListener('toggle', look);
    return () => fold?.removeEventListener('toggle', look);
  }, [element]);
  useEffect(() => {
    const fold = element.current?.closest('details');
    if (isWanted && fold) fold.open = true;
  }, [element, isWanted]);
  return isOpen;
}

/** Brings the fold around an element to the top of the panel once something in it is wanted. */
export function useFoldInView(element: RefObject<HTMLElement>, isWanted: boolean): void {
  useEffect(() => {
    // Who was brought to a sentence of the result reads that first.
    const isReading = document.activeElement?.matches('[data-cy="result-warning"]') === true;
    if (isWanted && !isReading) element.current?.closest('details')?.scrollIntoView({ block: 'start' });
  }, [element, isWanted]);
}
