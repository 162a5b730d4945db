import type { PixelSource } from '@timescope/core/pixelSource';
import type { Computable } from '@timescope/core/statistics/computable';
import type { ScoreContext, ScoreRequest } from '../scoreRequest';
import { scoreSlide } from '../scoreSlide';
import type { ClassMap } from '../tissueMap/classMap';
import { lymphocytesOfSlide } from './lymphocytes';
import { tilProposal, type TilProposal } from './tilProposal';

/** What a grade of the lymphocytes is proposed from. */
export interface TilsRequest {
  /** How the nuclei of the H&E slide are measured, and in which tumour and stroma. */
  readonly score: ScoreRequest;
  readonly map: ClassMap;
  readonly fieldUm: number;
}

/** Measures the nuclei of an H&E slide, and proposes the grade of the lymphocytes among them. */
export async function proposeTils(
  source: PixelSource,
  { score, map, fieldUm }: TilsRequest,
  context: ScoreContext,
): Promise<Computable<TilProposal>> {
  const lymphocytes = lymphocytesOfSlide();
  await scoreSlide(source, score, { ...context, onCells: lymphocytes.add });
  return tilProposal(map, lymphocytes.on(map), fieldUm);
}
