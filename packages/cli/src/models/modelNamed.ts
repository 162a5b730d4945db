import { TimescopeError } from '@timescope/core/errors';
import type { ModelCard } from '@timescope/core/modelCard';
import type { Network, Tier } from '@timescope/core/network';
import { readModels, type FoundCard } from '@timescope/runtime/models';
import { folderAdvice } from './folderAdvice';
import { openedNetwork } from './openedNetwork';

/** What a call uses a network for: its cards' task, in the words of a sentence, and what else can do it. */
export interface NetworkUse {
  readonly task: string;
  readonly what: string;
  readonly other: string;
}

/**
 * A card of a folder of models.
 * @throws TimescopeError MODEL_MISSING naming those of the task; what is wrong with the card of that name
 */
export async function modelNamed(models: string, name: string, use: NetworkUse): Promise<FoundCard> {
  const { cards, refused } = await readModels(models);
  const wrong = refused.find(model => model.name === name);
  if (wrong) throw wrong.why;
  const found = cards.find(({ card }) => card.name === name);
  if (found) return found;
  const known = cards.filter(({ card }) => card.task === use.task).map(({ card }) => card.name);
  throw new TimescopeError('MODEL_MISSING', `There is no model "${name}" in ${models}.`, {
    nextStep:
      known.length > 0 ? `${use.what} by ${known.join(', ')}, or by ${use.other}.` : folderAdvice(models),
    fields: { model: name },
  });
}

/**
 * The network of a run.
 * @throws TimescopeError MODEL_MISSING, MODEL_MISMATCH, MODEL_CORRUPT, CONFLICT for other weights than the run's
 */
export async function networkOfRun(
  models: string,
  { model, sha256 }: { readonly model: string; readonly sha256: string },
  use: NetworkUse,
  tier: Tier,
): Promise<Network> {
  const { card, folder } = await modelNamed(models, model, use);
  if (card.sha256 !== sha256) throw otherWeights(model, sha256, card);
  return openedNetwork(card, folder, tier);
}

const otherWeights = (name: string, expected: string, { sha256, version }: ModelCard): TimescopeError =>
  new TimescopeError('CONFLICT', `The model ${name} ${version} has other weights than those of the run.`, {
    nextStep: 'Give the folder with the model that the run used with --models.',
    fields: { model: name, expected, found: sha256 },
  });
