import { printedDate } from './printed';
import type { SlideFacts } from './reportFacts';
import { reportStrings } from './strings';

/** A slide among others: marker, specimen and date. */
export const slideName = ({ marker, specimen, takenOn }: SlideFacts): string =>
  reportStrings.slide.title(marker, specimen, printedDate(takenOn));

/** Of all slides, told apart where two have the same. */
export function slideNames(slides: readonly SlideFacts[]): readonly string[] {
  const names = slides.map(slideName);
  return names.map((name, at) => {
    const before = names.slice(0, at).filter(other => other === name).length;
    return before === 0 ? name : `${name} (${before + 1})`;
  });
}
