import type { Warning } from '@timescope/core/warning';
import { SLIDE_TITLES, type SlideOfPatient } from './slidesOfPatient';

export interface SectionOfSpecimen {
  readonly name: SlideOfPatient;
  readonly specimens: readonly string[];
}

/**
 * Why sections may not be scored together: two of them name different specimens; undefined where all share one. A section
 * that says nothing of its specimen is of any.
 */
export function differentSpecimens(sections: readonly SectionOfSpecimen[]): string | undefined {
  const [pair] = strangers(sections);
  return pair && `${pairNamed(pair)} are of different specimens; no score is given.`;
}

/** What stays of a reader's word that such sections belong together. */
export const specimensConfirmed = (sections: readonly SectionOfSpecimen[]): readonly Warning[] =>
  strangers(sections).map(pair => ({
    code: 'SPECIMENS_CONFIRMED',
    message: `${pairNamed(pair)} name different specimens; a reader confirmed that they belong together.`,
  }));

type Pair = readonly [SectionOfSpecimen, SectionOfSpecimen];

const strangers = (sections: readonly SectionOfSpecimen[]): readonly Pair[] =>
  sections
    .flatMap((one, at) => sections.slice(at + 1).map((other): Pair => [one, other]))
    .filter(
      ([{ specimens: own }, { specimens: its }]) =>
        own.length > 0 && its.length > 0 && !own.some(each => its.includes(each)),
    );

const pairNamed = ([one, other]: Pair): string =>
  `The ${SLIDE_TITLES[one.name]} and the ${SLIDE_TITLES[other.name]} slide`;
