import { TimescopeError } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import type { Network } from '@timescope/core/network';
import { networkDetector } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import type {
  DetectorSettings,
  NetworkDetector,
} from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { readModel, readModelCards } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';

/** What a call says of nuclei. */
export interface NucleiArguments {
  /** Name of a model card; undefined for the preset's own detector. */
  readonly nuclei: string | undefined;
  /** Folder that holds the models. */
  readonly models: string;
}

/**
 * The network that the call names; undefined for the preset's own detector.
 * @throws TimescopeError MODEL_MISSING for a card that is not there, MODEL_MISMATCH for one of another task
 */
export async function chosenNetwork({
  nuclei,
  models,
}: NucleiArguments): Promise<NetworkDetector | undefined> {
  if (nuclei === undefined) return undefined;
  return networkDetector((await modelNamed(models, nuclei)).card);
}

/**
 * The network that a run's detector asks for, in the reference engine; undefined for classical detectors.
 * @throws TimescopeError MODEL_MISSING, MODEL_MISMATCH, MODEL_CORRUPT, CONFLICT for other weights than the run's
 */
export async function openNetwork(detector: DetectorSettings, models: string): Promise<Network | undefined> {
  if (detector.kind !== 'network') return undefined;
  const { card, folder } = await modelNamed(models, detector.model);
  if (card.sha256 !== detector.sha256) throw otherWeights(detector.model, detector.sha256, card);
  return loadNetwork(card, (await readModel(folder)).bytes);
}

async function modelNamed(models: string, name: string): Promise<{ card: ModelCard; folder: string }> {
  const cards = await readModelCards(models);
  const found = cards.find(({ card }) => card.name === name);
  if (found) return found;
  const known = cards.filter(({ card }) => card.task === 'nuclei').map(({ card }) => card.name);
  throw new TimescopeError('MODEL_MISSING', `There is no model "${name}" in ${models}.`, {
    nextStep:
      known.length > 0
        ? `Nuclei can be found by ${known.join(', ')}, or by "classical".`
        : 'Give the folder that holds the models with --models.',
    fields: { model: name },
  });
}

const otherWeights = (name: string, expected: string, { sha256, version }: ModelCard): TimescopeError =>
  new TimescopeError('CONFLICT', `The model ${name} ${version} has other weights than those of the run.`, {
    nextStep: 'Give the folder with the model that the run used with --models.',
    fields: { model: name, expected, found: sha256 },
  });
