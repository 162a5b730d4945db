/** Which readings a run measures for, in this tab or another one of this browser. */
export interface RunsInTabs {
  /** A run begins; it ends when the returned function is called, or with the tab. */
  begin(key: string): () => void;
  isGoingOn(key: string): Promise<boolean>;
  /** When no tab measures for it any more. */
  end(key: string): Promise<void>;
}

/** Where a tab cannot know of the others: its own are known anyway. */
export const NO_RUNS_IN_TABS: RunsInTabs = {
  begin: () => () => undefined,
  isGoingOn: () => Promise.resolve(false),
  end: () => Promise.resolve(),
};

/**
 * A tab that is closed or crashes gives its locks back, so that a run that is gone never counts as going on.
 * @param locks Undefined on plain-http pages, from which browsers withhold them.
 */
export function runsInTabs(prefix: string, locks: LockManager | undefined): RunsInTabs {
  if (!locks) return NO_RUNS_IN_TABS;
  const nameOf = (key: string) => `${prefix} ${key}`;
  return {
    begin(key) {
      let end: () => void = () => undefined;
      const isGoingOn = new Promise<void>(resolve => {
        end = resolve;
      });
      locks.request(nameOf(key), { mode: 'shared' }, () => isGoingOn).catch(() => undefined);
      return end;
    },
    // A run's lock waits while another tab just asks for the end of the run before.
    isGoingOn: async key => {
      const { held = [], pending = [] } = await locks.query();
      return [...held, ...pending].some(({ name, mode }) => name === nameOf(key) && mode === 'shared');
    },
    end: key => locks.request(nameOf(key), () => undefined),
  };
}
