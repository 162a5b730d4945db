import { TimescopeError } from '@timescope/core/errors';
import type { Network, Tier } from '@timescope/core/network';
import type { ModelCard } from '@timescope/core/modelCard';
import {
  chosenDetector,
  NUCLEI_TASK,
} from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import { withUsualNetwork } from '@timescope/extension-ihc-scoring/pipeline/detection/network/withUsualNetwork';
import {
  CLASSICAL,
  classicalOf,
  nucleiChoice,
} from '@timescope/extension-ihc-scoring/pipeline/presets/nucleiChoice';
import type {
  DetectorSettings,
  GenericDetector,
  NetworkDetector,
  Preset,
} from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { readModels } from '@timescope/runtime/models';
import { modelNamed, networkOfRun, type NetworkUse } from '../models/modelNamed';
import type { AskedNuclei } from '@timescope/extension-ihc-scoring/pipeline/presets/usualNetwork';
import type { SlideInput } from '../slideInput';
import type { ScoreArguments } from './scoreArguments';

const USE: NetworkUse = { task: NUCLEI_TASK, what: 'Nuclei can be found', other: '"classical"' };
/** What a call says of nuclei. */
export type NucleiArguments = Pick<ScoreArguments, 'nuclei' | 'models'>;

/**
 * The network that the call names, or expressly the preset's own detector; undefined where it says nothing.
 * @throws TimescopeError MODEL_MISSING for a card that is not there, MODEL_MISMATCH for one of another task, USAGE
 */
export async function chosenNetwork(
  { nuclei, models }: NucleiArguments,
  preset: Preset,
): Promise<NetworkDetector | typeof CLASSICAL | undefined> {
  if (nuclei === undefined || nuclei === CLASSICAL) return nuclei;
  const { card, isBeside } = nucleiChoice(nuclei);
  const beside = isBeside ? requireClassical(preset) : undefined;
  return chosenDetector((await modelNamed(models, card, USE)).card, beside);
}

function requireClassical(preset: Preset): GenericDetector {
  const classical = classicalOf(preset);
  if (classical) return classical;
  throw new TimescopeError(
    'USAGE',
    `The preset ${preset.name} does not find nuclei by the classical detector.`,
    {
      kind: 'usage',
      nextStep: 'Give the network alone, or another preset.',
    },
  );
}

/**
 * The request with the network that is usual for the slide, where the call says nothing and the folder of models has it.
 * @throws TimescopeError MODEL_MISSING for a folder that cannot be read; what is wrong with the usual card; both with the way around
 */
export async function withUsualNuclei<Asked extends AskedNuclei>(
  request: Asked,
  { source }: Pick<SlideInput, 'source'>,
  models: string,
): Promise<Asked> {
  return withUsualNetwork(request, source, name => cardIfThere(models, name).catch(orClassical));
}

/** Nobody asked for the network by name, so who is refused for it learns how to do without. */
function orClassical(thrown: unknown): never {
  if (!(thrown instanceof TimescopeError)) throw thrown;
  const { code, message, kind, fields, nextStep } = thrown;
  throw new TimescopeError(code, message, {
    kind,
    fields,
    nextStep: `${nextStep} Without a network: --nuclei ${CLASSICAL}.`,
    cause: thrown,
  });
}

async function cardIfThere(models: string, name: string): Promise<ModelCard | undefined> {
  const { cards, refused } = await readModels(models);
  const wrong = refused.find(model => model.name === name);
  if (wrong) throw wrong.why;
  return cards.find(({ card }) => card.name === name)?.card;
}

/**
 * The network that a run's detector asks for; undefined for classical detectors.
 * @throws TimescopeError as networkOfRun
 */
export async function openNetwork(
  detector: DetectorSettings,
  models: string,
  tier: Tier,
): Promise<Network | undefined> {
  return detector.kind === 'network' ? networkOfRun(models, detector, USE, tier) : undefined;
}
