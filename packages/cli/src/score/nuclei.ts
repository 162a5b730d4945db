import { TimescopeError } from '@timescope/core/errors';
import type { Network, Tier } from '@timescope/core/network';
import {
  chosenDetector,
  NUCLEI_TASK,
} from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
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
import { modelNamed, networkOfRun, type NetworkUse } from '../models/modelNamed';
import type { ScoreArguments } from './scoreArguments';

const USE: NetworkUse = { task: NUCLEI_TASK, what: 'Nuclei can be found', other: '"classical"' };
/** What a call says of nuclei. */
export type NucleiArguments = Pick<ScoreArguments, 'nuclei' | 'models'>;

/**
 * The network that the call names; undefined for the preset's own detector.
 * @throws TimescopeError MODEL_MISSING for a card that is not there, MODEL_MISMATCH for one of another task, USAGE
 */
export async function chosenNetwork(
  { nuclei, models }: NucleiArguments,
  preset: Preset,
): Promise<NetworkDetector | undefined> {
  if (nuclei === undefined || nuclei === CLASSICAL) return undefined;
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
