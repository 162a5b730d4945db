import { TimescopeError } from '@timescope/core/errors';
import type { Network, Tier } from '@timescope/core/network';
import { autoIhcPreset } from '@timescope/extension-ihc-scoring/pipeline/autoihc/autoIhcPreset';
import { SCORE_TASK, TISSUE_TASK } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchNetworks';
import {
  scorePatches,
  type FoundPatches,
  type PatchModels,
} from '@timescope/extension-ihc-scoring/pipeline/autoihc/scorePatches';
import type { ScoreContext, ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import type { SlideInput } from '../slideInput';
import { modelNamed, networkOfRun, type NetworkUse } from '../models/modelNamed';

/** What a call says of networks that see the slide in patches. */
export interface PatchArguments {
  readonly preset: string | undefined;
  /** Name of a card that tells tumour from stroma. */
  readonly tissue: string | undefined;
  /** Name of a card that scores patches, or "formula". */
  readonly scorer: string | undefined;
  readonly compartments: string | undefined;
  readonly trainCompartments: string | undefined;
  readonly models: string;
  readonly tier: Tier;
}

const TISSUE: NetworkUse = { task: TISSUE_TASK, what: 'Tissue can be told apart', other: '--compartments' };
const SCORE: NetworkUse = { task: SCORE_TASK, what: 'Patches can be scored', other: '"formula"' };

/** The tissue network of --preset autoihc unless another is named. */
const USUAL_TISSUE = 'tissue-joint';

/**
 * The slide as a tissue network sees it, its patches scored where the call asks for that; undefined without a network.
 * @param nuclei the network that finds the run's nuclei, where one does
 * @throws TimescopeError USAGE for options that do not go together; of the cards as modelNamed
 */
export async function patchesOf(
  asked: PatchArguments,
  slide: SlideInput,
  request: ScoreRequest,
  nuclei: Network | undefined,
  context: Pick<ScoreContext, 'report'>,
): Promise<FoundPatches | undefined> {
  const isAutoIhc = asked.preset === autoIhcPreset.name;
  const tissue = asked.tissue ?? (isAutoIhc ? USUAL_TISSUE : undefined);
  const scorer = asked.scorer ?? (isAutoIhc ? 'formula' : undefined);
  requireTogether(asked, tissue, scorer);
  if (tissue === undefined) return undefined;
  const models: PatchModels = {
    tissue: await opened(asked, tissue, TISSUE),
    scorer: scorer === undefined || scorer === 'formula' ? scorer : await opened(asked, scorer, SCORE),
    nuclei,
  };
  return scorePatches(slide.source, request, models, context);
}

async function opened({ models, tier }: PatchArguments, name: string, use: NetworkUse): Promise<Network> {
  const { card } = await modelNamed(models, name, use);
  return networkOfRun(models, { model: card.name, sha256: card.sha256 }, use, tier);
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
