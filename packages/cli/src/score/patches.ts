import { TimescopeError } from '@timescope/core/errors';
import type { Network, Tier } from '@timescope/core/network';
import { autoIhcPreset } from '@timescope/extension-ihc-scoring/pipeline/autoihc/autoIhcPreset';
import {
  namedNetwork,
  type NamedNetwork,
  type PatchChoice,
} from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchChoice';
import { SCORE_TASK, TISSUE_TASK } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchNetworks';
import {
  scorePatches,
  type FoundPatches,
  type PatchModels,
} from '@timescope/extension-ihc-scoring/pipeline/autoihc/scorePatches';
import type { ScoreContext, ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import type { SlideInput } from '../slideInput';
import { modelNamed, networkOfRun, type NetworkUse } from '../models/modelNamed';
import type { ScoreArguments } from './scoreArguments';

/** What a call says of networks that see the slide in patches. */
export type PatchArguments = Pick<
  ScoreArguments,
  'preset' | 'tissue' | 'scorer' | 'compartments' | 'trainCompartments' | 'models'
>;

const TISSUE: NetworkUse = { task: TISSUE_TASK, what: 'Tissue can be told apart', other: '--compartments' };
const SCORE: NetworkUse = { task: SCORE_TASK, what: 'Patches can be scored', other: '"formula"' };

/** The tissue network of --preset autoihc unless another is named. */
const USUAL_TISSUE = 'tissue-joint';

/**
 * The networks that the call names for the slide in patches; undefined without one.
 * @throws TimescopeError USAGE for options that do not go together; of the cards as modelNamed
 */
export async function chosenPatches(asked: PatchArguments): Promise<PatchChoice | undefined> {
  const isAutoIhc = asked.preset === autoIhcPreset.name;
  const tissue = asked.tissue ?? (isAutoIhc ? USUAL_TISSUE : undefined);
  const scorer = asked.scorer ?? (isAutoIhc ? 'formula' : undefined);
  requireTogether(asked, tissue, scorer);
  if (tissue === undefined) return undefined;
  const named = async (name: string, use: NetworkUse) =>
    namedNetwork((await modelNamed(asked.models, name, use)).card);
  return {
    tissue: await named(tissue, TISSUE),
    ...(scorer !== undefined && { scorer: scorer === 'formula' ? scorer : await named(scorer, SCORE) }),
  };
}

/** Where networks are found, and in which tier they run. */
export interface PatchPlace {
  readonly models: string;
  readonly tier: Tier;
}

/**
 * The slide as the networks of the request see it, its patches scored where it asks for that; undefined without them.
 * @param nuclei the network that finds the run's nuclei, where one does
 * @throws TimescopeError as networkOfRun and scorePatches
 */
export async function patchesOf(
  place: PatchPlace,
  slide: SlideInput,
  request: ScoreRequest,
  nuclei: Network | undefined,
  context: Pick<ScoreContext, 'report'>,
): Promise<FoundPatches | undefined> {
  if (!request.patches) return undefined;
  const { tissue, scorer } = request.patches;
  const opened = (network: NamedNetwork, use: NetworkUse) =>
    networkOfRun(place.models, network, use, place.tier);
  const models: PatchModels = {
    tissue: await opened(tissue, TISSUE),
    scorer: scorer === undefined || scorer === 'formula' ? scorer : await opened(scorer, SCORE),
    nuclei,
  };
  return scorePatches(slide.source, request, models, context);
}

function requireTogether(
  { compartments, trainCompartments }: PatchArguments,
  tissue: string | undefined,
  scorer: string | undefined,
): void {
  if (tissue === undefined && scorer !== undefined && scorer !== 'formula')
    throw usage('--scorer needs to know where tumour is.', 'Add --tissue CARD, or --preset autoihc.');
  if (tissue !== undefined && (compartments ?? trainCompartments) !== undefined)
    throw usage('Compartments and a tissue network exclude each other.', 'Leave one of them out.');
}

const usage = (message: string, nextStep: string): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep });
