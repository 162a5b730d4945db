import type { SharedDrafts } from '@timescope/runtime/drafts';

export function memoryDrafts<Draft>(): SharedDrafts<Draft> {
  const kept = new Map<string, Draft>();
  return {
    read: key => Promise.resolve(kept.get(key)),
    write: (key, draft) => Promise.resolve(void kept.set(key, draft)),
    remove: key => Promise.resolve(void kept.delete(key)),
    change: (key, next) => {
      const before = kept.get(key);
      const after = next(before) ?? before;
      if (after !== undefined) kept.set(key, after);
      return Promise.resolve({ before, after });
    },
    keys: () => Promise.resolve([...kept.keys()]),
  };
}
