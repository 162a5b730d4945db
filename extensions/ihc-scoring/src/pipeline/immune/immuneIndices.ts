import type { Computable } from '@timescope/core/statistics/computable';
import type { ImmuneMarker } from './immuneDensities';
import type { ImmuneGroups, ImmuneSlides } from './immuneResult';
import { immuneScore, type FieldPlace } from './immuneScore';
import { missingSlide, placeScore, type PlaceScore } from './placeScore';
import { ratioOfSlides } from './ratioOfSlides';
import type { ReferenceCohort } from './referenceCohort';
import { judgedTils, type TilGrade } from './tilGrade';
import { timeScore } from './timeScore';

export type PlaceScores = Readonly<Record<'stroma' | 'tumour', Computable<PlaceScore>>>;

/** Both scores by the patients of the cohort. */
export const placeScores = (slides: ImmuneSlides, cohort: ReferenceCohort | undefined): PlaceScores => ({
  stroma: placeScore('stroma', densitiesAt(slides, 'stroma'), cohort),
  tumour: placeScore('tumour', densitiesAt(slides, 'tumour'), cohort),
});

export type Indices = ReturnType<typeof immuneIndices>;

/** Every index from slides, grades and both scores; of the cohort its cut-offs are enough. */
export function immuneIndices(
  slides: ImmuneSlides,
  cohort: Pick<ReferenceCohort, 'name' | 'cutoffs'> | undefined,
  readers: readonly TilGrade[],
  scores: PlaceScores,
) {
  const { tsrOn, ratio: tsr } = ratioOfSlides(slides);
  const is = immuneScore(fieldDensities(slides), cohort);
  const tils = judgedTils(readers);
  // The CT radiomics paper reads the ratio in three fields of H&E.
  const fields = slides.he?.stromaOfFields;
  const time = timeScore(
    { tsr: (fields ?? valueOf(tsr))?.group, tils: valueOf(tils)?.group, is: valueOf(is)?.group },
    fields ? 'the greatest of three fields on H&E' : `the whole section, ${tsrOn}`,
  );
  return { ...scores, tsrOn, tsr, is, tils, time };
}

/** The density, or why there is none. */
function densityAt(
  slides: ImmuneSlides,
  marker: ImmuneMarker,
  place: 'stroma' | 'tumour' | FieldPlace,
): number | string {
  const slide = slides[marker];
  if (!slide) return missingSlide(marker);
  return slide.densityPerMm2[place] ?? slide.notEvaluable[place] ?? 'It was not measured.';
}

const densitiesAt = (slides: ImmuneSlides, place: 'stroma' | 'tumour') => ({
  cd3: densityAt(slides, 'cd3', place),
  cd8: densityAt(slides, 'cd8', place),
});

function fieldDensities(slides: ImmuneSlides) {
  const of = (marker: ImmuneMarker) => ({
    centre: densityAt(slides, marker, 'centre'),
    margin: densityAt(slides, marker, 'margin'),
  });
  return { cd3: of('cd3'), cd8: of('cd8') };
}

export function groupsOf({ stroma, tumour, tsr, is, tils, time }: Indices): ImmuneGroups {
  return {
    stromaImmuneScore: valueOf(stroma)?.group ?? null,
    stromaImmuneScoreTwo: valueOf(stroma)?.twoGroups ?? null,
    intraepithelialImmuneScore: valueOf(tumour)?.group ?? null,
    intraepithelialImmuneScoreTwo: valueOf(tumour)?.twoGroups ?? null,
    tsr: valueOf(tsr)?.group ?? null,
    tils: valueOf(tils)?.group ?? null,
    is: valueOf(is)?.group ?? null,
    time: valueOf(time)?.group ?? null,
  };
}

export function valueOf<Value extends object>(value: Computable<Value>): Value | null {
  if (value.kind !== 'computed') return null;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'kind')) as Value;
}
