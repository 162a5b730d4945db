import { TimescopeError } from '@timescope/core/errors';
import type { Warning } from '@timescope/core/warning';
import {
  differentSpecimens,
  specimensConfirmed,
} from '@timescope/extension-ihc-scoring/pipeline/immune/oneSpecimen';
import type { SlideInput } from '../slideInput';
import {
  type SlideOfPatient,
  SLIDE_TITLES,
} from '@timescope/extension-ihc-scoring/pipeline/immune/slidesOfPatient';

export interface OpenedSlide {
  readonly name: SlideOfPatient;
  readonly input: SlideInput;
}

/**
 * The sections of a score are of one patient and one specimen. A plain image says nothing of either.
 * @param isConfirmed The reader has looked: specimens may bear names of their own. Patients may not.
 * @returns what the reader vouched for
 * @throws TimescopeError CONFLICT
 */
export function requireOnePatient(slides: readonly OpenedSlide[], isConfirmed: boolean): readonly Warning[] {
  const patients = slides.map(({ name, input }) => ({ name, id: patientOf(input) }));
  // Each pair: a plain image in the first place would let two patients pass behind it.
  for (const [at, first] of patients.entries())
    for (const other of patients.slice(at + 1))
      if (first.id !== undefined && other.id !== undefined && first.id !== other.id)
        throw new TimescopeError(
          'CONFLICT',
          `The ${SLIDE_TITLES[first.name]} and the ${SLIDE_TITLES[other.name]} slide are of different patients; no score is given.`,
          { nextStep: 'Give the slides of one patient.' },
        );
  const sections = slides.map(({ name, input }) => ({ name, specimens: specimensOf(input) }));
  if (isConfirmed) return specimensConfirmed(sections);
  const doubt = differentSpecimens(sections);
  if (doubt === undefined) return [];
  throw new TimescopeError('CONFLICT', doubt, {
    nextStep: 'Give sections of one specimen, or add --same-specimen once a reader has confirmed them.',
  });
}

function patientOf({ dicom }: SlideInput): string | undefined {
  const id = dicom?.source.patientAndStudy.PatientID;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

const specimensOf = ({ dicom }: SlideInput): readonly string[] =>
  dicom?.slide.specimens.flatMap(({ identifier }) => identifier ?? []) ?? [];
