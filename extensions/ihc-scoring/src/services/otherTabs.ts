/** Tells the other tabs of this browser which reading was stored. */
export interface OtherTabs {
  tell(key: string): void;
  /** What the other tabs tell. */
  onTold(act: (key: string) => void): void;
}

export const NO_OTHER_TABS: OtherTabs = { tell: () => undefined, onTold: () => undefined };

/** As long as the page lives. */
export function otherTabs(name: string): OtherTabs {
  const channel = new BroadcastChannel(name);
  return {
    tell: key => channel.postMessage(key),
    onTold: act => {
      channel.addEventListener('message', ({ data }) => {
        if (typeof data === 'string') act(data);
      });
    },
  };
}
