import { TimescopeError } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import type { Network } from '@timescope/core/network';
import { assetUrl } from './assets';
import type { Fetching } from './fetchFile';
import { keepWeights, keptWeights } from './keptWeights';
import { fetchWeights } from './models';
import { networkInTier } from './networkInTier';
import { fetchEngine } from './ort';

/** What a site may ask for. */
export const SITE_TIERS = ['reference', 'webgpu'] as const;
export type SiteTier = (typeof SITE_TIERS)[number];

let asked: Promise<SiteTier> | undefined;

/**
 * A model that lies beside the bundle in the tier that the site asks for in `models/settings.json` there (browser). Weights
 * that this browser has kept are not fetched again.
 * @throws TimescopeError as loadNetwork and fetchWeights; MODEL_MISMATCH for a tier that is not known; the signal's reason
 */
export async function siteNetwork(card: ModelCard, fetching: Fetching = {}): Promise<Network> {
  const tier = await askedTier();
  if (tier === 'reference') await fetchEngine(fetching);
  const kept = await keptWeights(card);
  const known = kept && (await networkInTier(card, kept, tier).catch(unlessCorrupt));
  if (known) return known;
  const bytes = await fetchWeights(card, fetching);
  const network = await networkInTier(card, bytes, tier);
  await keepWeights(card, bytes);
  return network;
}

/** Kept weights that the disk has damaged are fetched again. */
function unlessCorrupt(thrown: unknown): undefined {
  if (!(thrown instanceof TimescopeError && thrown.code === 'MODEL_CORRUPT')) throw thrown;
}

async function askedTier(): Promise<SiteTier> {
  asked ??= siteTier();
  return asked.catch((thrown: unknown) => {
    asked = undefined;
    throw thrown;
  });
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
