import type { PixelSource } from '@timescope/core/pixelSource';
import type { PatchChoice } from '../pipeline/autoihc/patchChoice';
import { scorePatches } from '../pipeline/autoihc/scorePatches';
import type { ScoreContext, ScoreRequest } from '../pipeline/scoreRequest';
import { settingsOf } from '../pipeline/settings';
import { networkFor, networkOfRun } from './networkFor';

type Context = Pick<ScoreContext, 'report' | 'signal'>;

/**
 * The slide as the networks see it that the request names: `score` then measures its cells with the tumour and stroma that
 * they found, and is told the scores of the patches.
 * @throws TimescopeError as networkOfRun and scorePatches
 */
export async function withPatches<Outcome>(
  source: PixelSource,
  request: ScoreRequest,
  context: Context,
  score: (request: ScoreRequest, found: Pick<ScoreContext, 'patchScores'>) => Promise<Outcome>,
): Promise<Outcome> {
  if (!request.patches) return score(request, {});
  const models = {
    ...(await modelsOf(request.patches, context)),
    nuclei: await networkFor(settingsOf(request).detector, context),
  };
  const { mask, scores } = await scorePatches(source, request, models, context);
  const divided = { ...request, compartments: { kind: 'mask', mask } } as const;
  return score(divided, scores ? { patchScores: scores } : {});
}

async function modelsOf({ tissue, scorer }: PatchChoice, context: Context) {
  return {
    tissue: await networkOfRun(tissue, context),
    scorer: scorer === undefined || scorer === 'formula' ? scorer : await networkOfRun(scorer, context),
  };
}
