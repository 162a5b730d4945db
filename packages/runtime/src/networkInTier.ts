import { messageOf } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import type { Network, Tier } from '@timescope/core/network';
import { probeDifference, probeInput } from '@timescope/core/probe';
import { loadNetwork } from './ort';

/**
 * A model in another tier than the reference where that shows by the card's stored input that it computes the same network,
 * else in the reference tier, with a note that says why.
 * @throws TimescopeError as loadNetwork
 */
export async function networkInTier(card: ModelCard, bytes: Uint8Array, tier: Tier): Promise<Network> {
  if (tier === 'reference') return loadNetwork(card, bytes);
  try {
    return await probed(await loadNetwork(card, bytes, { engine: tier }));
  } catch (thrown) {
    const tierNote = `In the reference tier, not ${ASKED[tier]}: ${messageOf(thrown).replace(/\.$/, '')}.`;
    return { ...(await loadNetwork(card, bytes)), tierNote };
  }
}

const ASKED = { native: 'in the native one as asked', webgpu: 'on WebGPU as the site asks' } as const;

async function probed(network: Network): Promise<Network> {
  const { card } = network;
  if (!card.probe) throw new Error(`the card of ${card.name} holds no stored answer to hold it against`);
  const { tolerance } = card.probe;
  const difference = probeDifference(card.probe, await network.run(probeInput(card, card.probe)));
  if (difference <= tolerance) return network;
  throw new Error(
    `${card.name} answers its stored input ${difference.toExponential(1)} off on ${network.engine}; its card allows ${tolerance}`,
  );
}
