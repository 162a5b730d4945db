import { TimescopeError } from '@timescope/core/errors';
import type { Network, Tier } from '@timescope/core/network';
import { NUCLEI_TASK } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import {
  besideClassical,
  chosenDetector,
  CLASSICAL,
  classicalOf,
  nucleiChoice,
} from '@timescope/extension-ihc-scoring/pipeline/detection/network/nucleiChoice';
import type {
  DetectorSettings,
  GenericDetector,
  NetworkDetector,
  Preset,
} from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { readModelCards } from '@timescope/runtime/models';
import { modelNamed, networkOfRun, type NetworkUse } from '../models/modelNamed';
import { isPlainImage } from '../slideInput';
import type { ScoreArguments } from './scoreArguments';

const USE: NetworkUse = { task: NUCLEI_TASK, what: 'Nuclei can be found', other: '"classical"' };
/** Beside the classical detector the most accurate on human-labelled images (docs/validation.md). */
const USUAL_OF_IMAGES = besideClassical('nuclei-unet-small');

/** What a call says of nuclei. */
export type NucleiArguments = Pick<
  ScoreArguments,
  'slide' | 'nuclei' | 'models' | 'preset' | 'tissue' | 'detectionThreshold'
>;

/**
 * The network that the call names, or that is usual for its image; undefined for the preset's own detector.
 * @throws TimescopeError MODEL_MISSING for a card that is not there, MODEL_MISMATCH for one of another task, USAGE
 */
export async function chosenNetwork(
  asked: NucleiArguments,
  preset: Preset,
): Promise<NetworkDetector | undefined> {
  const nuclei = asked.nuclei ?? (await usualNuclei(asked, preset));
  if (nuclei === CLASSICAL) return undefined;
  const { card, isBeside } = nucleiChoice(nuclei);
  const beside = isBeside ? requireClassical(preset) : undefined;
  return chosenDetector((await modelNamed(asked.models, card, USE)).card, beside);
}

/**
 * A plain image is small enough for what takes ten times as long; a slide is not. Whoever sets something else of how
 * nuclei are found has chosen.
 */
async function usualNuclei(
  { slide = '', models, preset: ownPreset, tissue, detectionThreshold }: NucleiArguments,
  { measured }: Preset,
): Promise<string> {
  const isChosen = (ownPreset ?? tissue ?? detectionThreshold) !== undefined;
  if (isChosen || measured !== 'nucleus' || !(await isPlainImage(slide))) return CLASSICAL;
  const cards = await readModelCards(models);
  const { card: usual } = nucleiChoice(USUAL_OF_IMAGES);
  return cards.some(({ card }) => card.name === usual) ? USUAL_OF_IMAGES : CLASSICAL;
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
