import type { PixelSource } from '@timescope/core/pixelSource';
import type { PatchChoice } from '../pipeline/autoihc/patchChoice';
import { scorePatches } from '../pipeline/autoihc/scorePatches';
import type { CompartmentMask } from '../pipeline/compartments/compartmentMask';
import { trimmedMask } from '../pipeline/compartments/trimmedMask';
import type { ScoreContext, ScoreOutcome, ScoreRequest } from '../pipeline/scoreRequest';
import { settingsOf } from '../pipeline/settings';
import { networkFor, networkOfRun } from './networkFor';

type Context = Pick<ScoreContext, 'report' | 'signal'>;

/**
 * The slide as the networks see it that the request names: `score` then measures its cells with the tumour and stroma that
 * they found, and the scores of the patches stand beside.
 * @throws TimescopeError as networkOfRun and scorePatches
 */
export async function withPatches<Outcome extends Pick<ScoreOutcome, 'result' | 'basis'>>(
  source: PixelSource,
  request: ScoreRequest,
  context: Context,
  score: (request: ScoreRequest) => Promise<Outcome>,
): Promise<Pick<ScoreOutcome, 'result' | 'basis'>> {
  const { patches: choice, ...asked } = request;
  if (!choice) return score(request);
  const models = {
    ...(await modelsOf(choice, context)),
    nuclei: await networkFor(settingsOf(asked).detector, context),
  };
  const { mask, scores } = await scorePatches(source, asked, models, context);
  const { result, basis } = await score({ ...asked, compartments: maskOnly(mask) });
  if (!scores) return { result, basis };
  return { result: { ...result, patchScores: scores }, basis: { ...basis, patchScores: scores } };
}

async function modelsOf({ tissue, scorer }: PatchChoice, context: Context) {
  return {
    tissue: await networkOfRun(tissue, context),
    scorer: scorer === undefined || scorer === 'formula' ? scorer : await networkOfRun(scorer, context),
  };
}

/** It crosses to the page and back with every change of a threshold: only where something was found. */
const maskOnly = (mask: CompartmentMask) => ({ kind: 'mask', mask: trimmedMask(mask) }) as const;
