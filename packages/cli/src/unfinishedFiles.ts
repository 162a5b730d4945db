import { rmSync } from 'node:fs';

/** Files that mean nothing unless their run ends: partial ones and locks. */
export const unfinished = new Set<string>();

/** Takes them away at once, for a process that is about to end. */
export function removeUnfinished(): void {
  for (const file of unfinished) rmSync(file, { force: true });
  unfinished.clear();
}
