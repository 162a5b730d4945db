import { TimescopeError } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import type { Network } from '@timescope/core/network';
import { assetUrl } from './assets';
import { networkInTier } from './networkInTier';

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
