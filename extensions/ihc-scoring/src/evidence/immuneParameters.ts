import type { ImmuneResult } from '../pipeline/immune/immuneResult';
import { SLIDES_OF_PATIENT, SLIDE_TITLES } from '../pipeline/immune/slidesOfPatient';

/** All that the indices depend on, one a line, for the algorithm identification. */
export function immuneParameters({
  settings,
  method,
  slides,
  patientKey,
  hash,
}: ImmuneResult): readonly string[] {
  return [
    settings
      ? `${tissueOf(settings)}, invasive margin ${settings.marginUm} um, fields ${settings.fieldUm} um`
      : OF_SCORES,
    `method ${method}`,
    ...SLIDES_OF_PATIENT.flatMap(name => {
      const slide = slides[name];
      if (!slide) return [];
      const { input, map } = slide;
      const scores = 'scoreHash' in slide ? `, scores ${slide.scoreHash}` : '';
      return [`${SLIDE_TITLES[name]}: input ${input.digest}, tissue map ${map.hash}${scores}`];
    }),
    `slides ${patientKey}`,
    `result hash ${hash}`,
  ];
}

const OF_SCORES = 'compartments of the scores of the slides';

const tissueOf = ({ steps }: NonNullable<ImmuneResult['settings']>): string =>
  steps === 'score' ? OF_SCORES : `tissue map in steps of ${steps}`;
