import { useEffect, useState, type RefObject } from 'react';

/**
 * Whether the fold around an element is open: what is costly to draw is drawn only then.
 * @param wanted Whatever it is, a change of it to something opens the fold and brings it into view.
 */
export function useOwnFold(element: RefObject<HTMLElement>, wanted: unknown): boolean {
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
    if (wanted === undefined || !fold) return;
    fold.open = true;
    fold.scrollIntoView({ block: 'nearest' });
  }, [element, wanted]);
  return isOpen;
}
