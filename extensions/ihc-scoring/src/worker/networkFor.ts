import { TimescopeError } from '@timescope/core/errors';
import type { Network } from '@timescope/core/network';
import { fetchModel } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import type { DetectorSettings } from '../pipeline/presets/preset';

let loaded: { readonly sha256: string; readonly network: Promise<Network> } | undefined;

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

/** The network that a run names. @throws TimescopeError as networkFor */
export async function networkOfRun(
  { model, sha256 }: { readonly model: string; readonly sha256: string },
  signal?: AbortSignal,
): Promise<Network> {
  if (loaded?.sha256 !== sha256) loaded = { sha256, network: opened(model, sha256) };
  const network = await loaded.network.catch((thrown: unknown) => {
    loaded = undefined;
    throw thrown;
  });
  signal?.throwIfAborted();
  return network;
}

async function opened(model: string, sha256: string): Promise<Network> {
  const { card, bytes } = await fetchModel(model);
  if (card.sha256 === sha256) return loadNetwork(card, bytes);
  throw new TimescopeError('CONFLICT', `The model ${model} here has other weights than those of the run.`, {
    nextStep: 'Measure anew with the model that is there.',
    fields: { model, expected: sha256, found: card.sha256 },
  });
}
