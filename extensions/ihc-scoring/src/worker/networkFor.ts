import { TimescopeError } from '@timescope/core/errors';
import type { Network } from '@timescope/core/network';
import type { Fetching } from '@timescope/runtime/fetchFile';
import { fetchListedCard } from '@timescope/runtime/models';
import { siteNetwork } from '@timescope/runtime/siteNetwork';
import { warm } from '@timescope/runtime/warm';
import type { NamedNetwork } from '../pipeline/autoihc/patchChoice';
import type { DetectorSettings } from '../pipeline/presets/preset';
import { inSameTier } from '../pipeline/sameTier';
import type { SlideJob } from '../pipeline/slideJob';

/** By name, version and weights: another card of the same weights has its own threshold and name. */
const networks = warm<Network>();

/**
 * The network that a run's detector asks for, from beside the bundle, kept for the next run; undefined for classical
 * detectors.
 * @throws TimescopeError MODEL_MISSING, MODEL_CORRUPT, CONFLICT when the one that is there has other weights
 */
export async function networkFor(
  detector: DetectorSettings,
  fetching: Fetching = {},
): Promise<Network | undefined> {
  return detector.kind === 'network' ? networkOfRun(detector, fetching) : undefined;
}

/**
 * The same for a helper of a run, in the tier of the worker that leads: a run does not mix tiers.
 * @throws TimescopeError WORKER_LOST where that tier does not run here
 */
export async function networkForJob({
  settings,
  tier,
}: Pick<SlideJob, 'settings' | 'tier'>): Promise<Network | undefined> {
  return inSameTier(await networkFor(settings.detector), tier);
}

/** The network that a run names. @throws TimescopeError as networkFor */
export const networkOfRun = (
  { model, modelVersion, sha256 }: NamedNetwork,
  fetching: Fetching,
): Promise<Network> =>
  networks(
    JSON.stringify([model, modelVersion, sha256]),
    () => opened(model, sha256, fetching),
    fetching.signal,
  );

async function opened(model: string, sha256: string, fetching: Fetching): Promise<Network> {
  const card = await fetchListedCard(model);
  if (!card)
    throw new TimescopeError(
      'MODEL_MISSING',
      `The site does not hold the network ${model} that was asked for.`,
      {
        nextStep: 'Choose one that is here, or have it put into the models folder of the server.',
        fields: { model },
      },
    );
  if (card.sha256 === sha256) return siteNetwork(card, fetching);
  throw new TimescopeError('CONFLICT', `The model ${model} here has other weights than those of the run.`, {
    nextStep: 'Measure anew with the model that is there.',
    fields: { model, expected: sha256, found: card.sha256 },
  });
}
