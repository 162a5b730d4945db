import { cohortSurvivalPlot } from '../../pipeline/immune/cohortSurvivalPlot';
import { placeInCohortPlot } from '../../pipeline/immune/placeInCohortPlot';
import type { PlaceScore } from '../../pipeline/immune/placeScore';
import type { ReferenceCohort } from '../../pipeline/immune/referenceCohort';

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
