/** The bundles of the viewer share no module, and the report may stand in another tab. */
const NAME = 'timescope-stored';

/** Says to every page of this viewer that a result is in the archive now. */
export function tellStored(): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(NAME);
  channel.close();
}

/** @returns a function that ends it */
export function whenStored(act: () => void): () => void {
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', act);
  return () => channel.close();
}
