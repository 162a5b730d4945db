import type { RemovableDrafts } from '@timescope/runtime/drafts';

export function memoryDrafts<Draft>(): RemovableDrafts<Draft> {
  const kept = new Map<string, Draft>();
  return {
    read: key => Promise.resolve(kept.get(key)),
    write: (key, draft) => Promise.resolve(void kept.set(key, draft)),
    remove: key => Promise.resolve(void kept.delete(key)),
  };
}
