import type { ModelCard } from '@timescope/core/modelCard';
import { indexedDbDrafts, type SharedDrafts } from './drafts';

/** Weights as a card names them. */
interface Weights {
  readonly sha256: string;
  readonly bytes: Uint8Array;
}

/**
 * Weights that this browser has fetched before, for the next visit (browser). By the model's name, so that another card's
 * take their place; not the browser's own cache, out of which a day of slides and scans pushes them, nor Cache Storage, which
 * pages on plain http lack. A browser that stores nothing fetches them again.
 */
let store: SharedDrafts<Weights> | undefined;

/** Those that the card names; not checked: `loadNetwork` does. */
export async function keptWeights({ name, sha256 }: ModelCard): Promise<Uint8Array | undefined> {
  const kept = await inStore(drafts => drafts.read(name));
  return kept?.sha256 === sha256 ? kept.bytes : undefined;
}

/** Keeps weights that were found to be those of the card. */
export async function keepWeights({ name, sha256 }: ModelCard, bytes: Uint8Array): Promise<void> {
  await inStore(drafts => drafts.write(name, { sha256, bytes }));
}

async function inStore<Value>(
  act: (drafts: SharedDrafts<Weights>) => Promise<Value>,
): Promise<Value | undefined> {
  try {
    store ??= indexedDbDrafts<Weights>('timescope-networks');
    return await act(store);
  } catch {
    return undefined;
  }
}
