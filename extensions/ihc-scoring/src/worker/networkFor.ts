import { TimescopeError } from '@timescope/core/errors';
import type { Network } from '@timescope/core/network';
import { fetchModel } from '@timescope/runtime/models';
import { siteNetwork } from '@timescope/runtime/siteNetwork';
import type { DetectorSettings } from '../pipeline/presets/preset';
import { inSameTier } from '../pipeline/sameTier';
import type { SlideJob } from '../pipeline/slideJob';

/** By the hash of their weights: a run has one for nuclei, one for tissue and one that scores at most. */
const loaded = new Map<string, Promise<Network>>();

/**
 * The network that a run's detector asks for, from beside the bundle, kept for the next run; undefined for classical
 * detectors. A failure is forgotten, so that the next run tries again.
 * @throws TimescopeError MODEL_MISSING, MODEL_CORRUPT, CONFLICT when the one that is there has other weights
 */
export async function networkFor(
  detector: DetectorSettings,
  signal?: AbortSignal,
): Promise<Network | undefined> {
  return detector.kind === 'network' ? networkOfRun(detector, signal) : undefined;
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
export async function networkOfRun(
  { model, sha256 }: { readonly model: string; readonly sha256: string },
  signal?: AbortSignal,
): Promise<Network> {
  const opening = loaded.get(sha256) ?? opened(model, sha256);
  loaded.set(sha256, opening);
  const network = await opening.catch((thrown: unknown) => {
    loaded.delete(sha256);
    throw thrown;
  });
  signal?.throwIfAborted();
  return network;
}

async function opened(model: string, sha256: string): Promise<Network> {
  const { card, bytes } = await fetchModel(model);
  if (card.sha256 === sha256) return siteNetwork(card, bytes);
  throw new TimescopeError('CONFLICT', `The model ${model} here has other weights than those of the run.`, {
    nextStep: 'Measure anew with the model that is there.',
    fields: { model, expected: sha256, found: card.sha256 },
  });
}
