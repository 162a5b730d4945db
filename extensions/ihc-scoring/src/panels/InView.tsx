import { useEffect, useRef, type ReactNode } from 'react';

/** What was brought into view last: a panel that is opened again stays where it is. */
let last: string | undefined;

/** Scrolls the panel to its content when that is new. */
export function InView({ of, children }: { of: string; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (last !== of) place.current?.scrollIntoView({ block: 'nearest' });
    last = of;
  }, [of]);
  return <div ref={place}>{children}</div>;
}
