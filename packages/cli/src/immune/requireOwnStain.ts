import { TimescopeError } from '@timescope/core/errors';
import { stainNamed } from '@timescope/extension-ihc-scoring/pipeline/immune/stainOfImage';
import type { OpenedSlide } from './requireOnePatient';
import { SLIDE_TITLES } from '@timescope/extension-ihc-scoring/pipeline/immune/slidesOfPatient';

/**
 * Each slide is an image of its own and of the stain that it was named for. A plain image, and a slide whose file names no
 * stain, are taken for what the call says.
 * @throws TimescopeError CONFLICT
 */
export function requireOwnStain(slides: readonly OpenedSlide[]): void {
  for (const [at, first] of slides.entries()) {
    const other = slides.slice(at + 1).find(({ input }) => input.digest === first.input.digest);
    if (other) throw sameImage(first, other);
  }
  for (const slide of slides) requireStain(slide);
}

function requireStain({ name, input: { dicom } }: OpenedSlide): void {
  const words = dicom?.stain ?? [];
  const found = stainNamed(words);
  if (found === undefined || found === name) return;
  const said = words.filter(each => stainNamed([each]) === found).map(each => `"${each}"`);
  throw new TimescopeError(
    'CONFLICT',
    `The slide given as --${name} is of ${SLIDE_TITLES[found]} by what its file says (${said.join(', ')}); no score is given.`,
    {
      nextStep: `Give the ${SLIDE_TITLES[name]} slide there; what the file says must be put right first if it is wrong.`,
    },
  );
}

const sameImage = (first: OpenedSlide, other: OpenedSlide): TimescopeError =>
  new TimescopeError(
    'CONFLICT',
    `The ${SLIDE_TITLES[first.name]} and the ${SLIDE_TITLES[other.name]} slide are the same image; no score is given.`,
    { nextStep: 'Give each section its own slide.' },
  );
