import { MARKER_NAMES } from './immuneDensities';
import type { SlideOfPatient } from './immuneResult';

export interface SectionOfSpecimen {
  readonly name: SlideOfPatient;
  readonly specimens: readonly string[];
}

/**
 * Why sections may not be scored together: they name different specimens; undefined where they share one, or where one of two
 * says nothing of it.
 */
export function differentSpecimens([first, ...others]: readonly SectionOfSpecimen[]): string | undefined {
  if (!first) return undefined;
  const other = others.find(
    ({ specimens }) =>
      first.specimens.length > 0 &&
      specimens.length > 0 &&
      !specimens.some(each => first.specimens.includes(each)),
  );
  return (
    other &&
    `The ${shown(first)} and the ${shown(other)} slide are of different specimens; no score is given.`
  );
}

const shown = ({ name }: SectionOfSpecimen): string => (name === 'he' ? 'H&E' : MARKER_NAMES[name]);
