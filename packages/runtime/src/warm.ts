/** Gives what was opened under a key; opens it where no call before did. */
export type Warm<Value> = (key: string, open: () => Promise<Value>, signal?: AbortSignal) => Promise<Value>;

/**
 * Networks and engines stay open for the next run. A failure is forgotten: the next call tries again, and so does one that
 * waited for what another call began to open and was ended.
 */
export function warm<Value>(): Warm<Value> {
  const opened = new Map<string, Promise<Value>>();
  return async function opening(key, open, signal) {
    const waited = await opened.get(key)?.then(
      value => ({ value }),
      () => undefined,
    );
    signal?.throwIfAborted();
    if (waited) return waited.value;
    if (opened.has(key)) return opening(key, open, signal);
    const begun = open();
    opened.set(key, begun);
    begun.catch(() => opened.delete(key));
    return begun;
  };
}
