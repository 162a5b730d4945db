import { TimescopeError, messageOf } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import type { Network } from '@timescope/core/network';
import { probeDifference, probeInput } from '@timescope/core/probe';
import { assetUrl } from './assets';
import { loadNetwork } from './ort';

/** What a site may ask for. */
export const SITE_TIERS = ['reference', 'webgpu'] as const;
export type SiteTier = (typeof SITE_TIERS)[number];

let asked: Promise<SiteTier> | undefined;

/**
 * A model in the tier that the site asks for in `models/settings.json` beside the bundle (browser).
 * @throws TimescopeError as loadNetwork; MODEL_MISMATCH for a tier that is not known
 */
export async function siteNetwork(card: ModelCard, bytes: Uint8Array): Promise<Network> {
  asked ??= siteTier();
  const tier = await asked.catch((thrown: unknown) => {
    asked = undefined;
    throw thrown;
  });
  return networkInTier(card, bytes, tier);
}

/**
 * With `webgpu` the network runs on the graphics card where that shows by the card's stored input that it computes the same
 * network, else in the reference tier, with a note that says why.
 */
export async function networkInTier(card: ModelCard, bytes: Uint8Array, tier: SiteTier): Promise<Network> {
  if (tier === 'reference') return loadNetwork(card, bytes);
  try {
    return await probed(await loadNetwork(card, bytes, { engine: 'webgpu' }));
  } catch (thrown) {
    const tierNote = `In the reference tier, not on WebGPU as the site asks: ${messageOf(thrown)}.`;
    return { ...(await loadNetwork(card, bytes)), tierNote };
  }
}

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

async function siteTier(): Promise<SiteTier> {
  const response = await fetch(assetUrl('models/settings.json'));
  if (response.status === 404) return 'reference';
  const { tier } = (await response.json()) as { readonly tier?: unknown };
  const known = SITE_TIERS.find(each => each === tier);
  if (known) return known;
  throw new TimescopeError('MODEL_MISMATCH', `models/settings.json asks for the tier "${String(tier)}".`, {
    nextStep: `Name one of ${SITE_TIERS.join(', ')}.`,
  });
}
