import type { ModelCard } from '@timescope/core/modelCard';
import type { Network, Tier } from '@timescope/core/network';
import { readModel } from '@timescope/runtime/models';
import { networkInTier } from '@timescope/runtime/networkInTier';
import { warm } from '@timescope/runtime/warm';
import { setImmediate } from 'node:timers/promises';

/** By card and tier: a thread or a process of a cohort has many jobs for few networks. */
const networks = warm<Network>();

/**
 * The network of a card, opened once and kept for the next run. A failure is forgotten, so that the next run tries again.
 * @throws TimescopeError MODEL_MISSING, MODEL_CORRUPT, MODEL_MISMATCH
 */
export const openedNetwork = (card: ModelCard, folder: string, tier: Tier): Promise<Network> =>
  networks(JSON.stringify([tier, card]), async () => {
    const { bytes } = await readModel(folder);
    return interruptible(await networkInTier(card, bytes, tier));
  });

/** The engine's promises leave no turn for anything else: without one, Ctrl-C would wait for the last of many runs. */
const interruptible = (network: Network): Network => ({
  ...network,
  async run(input) {
    await setImmediate();
    return network.run(input);
  },
});
