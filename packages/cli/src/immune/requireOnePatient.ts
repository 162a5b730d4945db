import { TimescopeError } from '@timescope/core/errors';
import type { SlideInput } from '../slideInput';
import type { SlideName } from './immuneArguments';

export interface OpenedSlide {
  readonly name: SlideName;
  readonly input: SlideInput;
}

/**
 * The sections of a score are of one patient and one specimen. A plain image says nothing of either.
 * @param isConfirmed The reader has looked: specimens may bear names of their own. Patients may not.
 * @throws TimescopeError CONFLICT
 */
export function requireOnePatient(slides: readonly OpenedSlide[], isConfirmed: boolean): void {
  // Each pair: a plain image in the first place would let two patients pass behind it.
  for (const [first, other] of pairs(slides)) {
    requireSame(first, other, 'patients', patientOf, 'Give the slides of one patient.');
    if (!isConfirmed)
      requireSame(first, other, 'specimens', specimensOf, 'Give sections of one specimen, or add --same-specimen once a reader has confirmed them.'); // prettier-ignore
  }
}

const pairs = (slides: readonly OpenedSlide[]) =>
  slides.flatMap((one, at) => slides.slice(at + 1).map(other => [one, other] as const));

function requireSame(
  first: OpenedSlide,
  other: OpenedSlide,
  what: string,
  identifiersOf: (input: SlideInput) => readonly string[],
  nextStep: string,
): void {
  const [own, its] = [identifiersOf(first.input), identifiersOf(other.input)];
  if (own.length === 0 || its.length === 0 || own.some(each => its.includes(each))) return;
  throw new TimescopeError(
    'CONFLICT',
    `The ${shown(first)} and the ${shown(other)} slide are of different ${what}; no score is given.`,
    { nextStep },
  );
}

const shown = ({ name }: OpenedSlide): string => (name === 'he' ? 'H&E' : name.toUpperCase());

function patientOf({ dicom }: SlideInput): readonly string[] {
  const id = dicom?.source.patientAndStudy.PatientID;
  return typeof id === 'string' && id !== '' ? [id] : [];
}

const specimensOf = ({ dicom }: SlideInput): readonly string[] =>
  dicom?.slide.specimens.flatMap(({ identifier }) => identifier ?? []) ?? [];
