/** Stands in for the browser where a service needs its timers, events, storage and a canvas that draws nothing. */
export function fakeWindow(): EventTarget {
  const kept = new Map<string, string>();
  const localStorage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const fake = Object.assign(new EventTarget(), { setTimeout, clearTimeout, localStorage });
  const canvas = { dataset: {}, style: {}, getContext: () => null, remove: () => undefined };
  Object.assign(globalThis, { window: fake, document: { createElement: () => ({ ...canvas }) } });
  return fake;
}
