import type { Drafts } from '@timescope/runtime/drafts';
import type { OutlineDraft } from './outlineDraft';

/** Where the outline of a series is kept, and whether it may change. */
export interface DraftPlace {
  /** Two places with one name are the same. */
  readonly name: string;
  readonly drafts: Drafts<OutlineDraft>;
  readonly key: string;
  /** `frozen`: shown and never changed; `closed`: nothing is drawn here. */
  readonly access: 'draw' | 'frozen' | 'closed';
}

/** This browser. One that refuses storage has no draft; that a new one is not kept is said when it is written. */
export const browserPlace = (drafts: Drafts<OutlineDraft>, key: string): DraftPlace => ({
  name: `browser ${key}`,
  drafts: {
    read: stored => drafts.read(stored).catch(() => undefined),
    write: (stored, draft) => drafts.write(stored, draft),
  },
  key,
  access: 'draw',
});

/** Nowhere: what was drawn elsewhere does not show, and nothing can be drawn. */
export const closedPlace: DraftPlace = {
  name: 'closed',
  drafts: { read: () => Promise.resolve(undefined), write: () => Promise.resolve() },
  key: '',
  access: 'closed',
};
