import type { Comparison } from '../../pipeline/compare/compareSlides';
import { cohortSurvivalPlot } from '../../pipeline/immune/cohortSurvivalPlot';
import { IMMUNE_MARKERS, type ImmuneMarker } from '../../pipeline/immune/immuneDensities';
import {
  immuneOfScores,
  pairOf,
  type PairedIndices,
  type PairOfScores,
} from '../../pipeline/immune/immuneOfScores';
import { placeInCohortPlot } from '../../pipeline/immune/placeInCohortPlot';
import type { PlaceScore } from '../../pipeline/immune/placeScore';
import type { ReferenceCohort } from '../../pipeline/immune/referenceCohort';

/** The immune indices of two compared slides. */
export interface ImmuneIndices {
  readonly markers: readonly ImmuneMarker[];
  readonly pair: PairOfScores;
  readonly found: PairedIndices;
}

/** @returns undefined unless one slide is stained for CD3 and the other for CD8 */
export function immuneIndices(
  { earlier, later }: Comparison,
  cohort: ReferenceCohort | undefined,
): ImmuneIndices | undefined {
  const pair = pairOf([earlier.result, later.result]);
  return pair && { markers: IMMUNE_MARKERS, pair, found: immuneOfScores(pair, cohort) };
}

/** SVG of this patient among the cohort's and, where the cohort carries follow-up, of the survival of its groups. */
export function cohortPictures(
  title: string,
  place: 'stroma' | 'tumour',
  score: PlaceScore,
  cohort: ReferenceCohort,
): { readonly place: string; readonly survival: string | undefined } {
  const survival = cohortSurvivalPlot(cohort, place, score.group);
  return {
    place: placeInCohortPlot(title, place, score, cohort),
    survival: survival.kind === 'computed' ? survival.svg : undefined,
  };
}
