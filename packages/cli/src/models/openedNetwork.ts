import type { ModelCard } from '@timescope/core/modelCard';
import type { Network, Tier } from '@timescope/core/network';
import { readModel } from '@timescope/runtime/models';
import { networkInTier } from '@timescope/runtime/networkInTier';

/** By card and tier: a thread or a process of a cohort has many jobs for few networks. */
const sessions = new Map<string, Promise<Network>>();

/**
 * The network of a card, opened once and kept for the next run. A failure is forgotten, so that the next run tries again.
 * @throws TimescopeError MODEL_MISSING, MODEL_CORRUPT, MODEL_MISMATCH
 */
export function openedNetwork(card: ModelCard, folder: string, tier: Tier): Promise<Network> {
  const key = JSON.stringify([tier, card]);
  const known = sessions.get(key);
  if (known) return known;
  const session = readModel(folder).then(({ bytes }) => networkInTier(card, bytes, tier));
  sessions.set(key, session);
  session.catch(() => sessions.delete(key));
  return session;
}
