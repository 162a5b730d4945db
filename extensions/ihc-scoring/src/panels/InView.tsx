import { useEffect, useRef, type ReactNode } from 'react';

/** Scrolls the panel once to its content when a run has just made it; one that was restored moves nothing. */
export function InView({ isNew, children }: { isNew: boolean; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isNew) place.current?.scrollIntoView({ block: 'nearest' });
  }, [isNew]);
  return <div ref={place}>{children}</div>;
}
