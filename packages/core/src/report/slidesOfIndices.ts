import type { ImmuneFacts, MeasuredSlide, ReportFacts, SlideFacts } from './reportFacts';
import { slideName } from './slideName';
import { reportStrings } from './strings';

const words = reportStrings.flags;

/**
 * Whether the immune indices are of the scores that are shown of the same stain: they name the image and the scores. An older
 * result names none; then scores that were saved after it are others.
 */
export const otherSlides = ({ immune, earlierImmune, slides }: ReportFacts): readonly string[] => [
  ...new Set(
    [...(immune ? [immune] : []), ...earlierImmune].flatMap(result =>
      MARKERS.flatMap(marker => otherSlide(result, marker, slides)),
    ),
  ),
];

const MARKERS = ['CD3', 'CD8'] as const;

function otherSlide(
  immune: ImmuneFacts,
  marker: (typeof MARKERS)[number],
  slides: readonly SlideFacts[],
): readonly string[] {
  const shown = slides.filter(slide => slide.marker === marker);
  const measured = immune.measured.find(slide => slide.marker === marker);
  const same = shown.filter(slide => isSameImage(slide, measured));
  if (shown.length > 0 && same.length === 0) return [words.otherSlide(marker)];
  if (same.some(slide => isSameScore(slide, measured, immune))) return [];
  return same.map(slide => words.otherScores(slideName(slide)));
}

/** A report that does not say which image it is of contradicts nothing. */
const isSameImage = ({ inputDigest }: SlideFacts, measured: MeasuredSlide | undefined): boolean =>
  !measured || inputDigest === '' || inputDigest === measured.inputDigest;

const isSameScore = (
  { scoreHash, source }: SlideFacts,
  measured: MeasuredSlide | undefined,
  immune: ImmuneFacts,
): boolean =>
  measured && measured.scoreHash !== '' && scoreHash !== ''
    ? scoreHash === measured.scoreHash
    : source.savedAt <= immune.source.savedAt;
