import { changePlot } from '../../plots/changePlot';
import { DENSITY_CHANGE, HSCORE_CHANGE } from '../changeCodes';
import { FORMATS, hasValue, printedDate, type Format } from '../printed';
import type { ReportPlot, ReportRow, ReportSection } from '../reportDocument';
import type { Fact, SlideFacts } from '../reportFacts';
import { reportStrings } from '../strings';
import { changeRow } from './changeRow';
import { PARTS } from './slideSections';

const words = reportStrings.changes;
const parts = reportStrings.slide.parts;

/** The first and the last slide of a marker, and what lies between. */
interface SlidePair {
  readonly earlier: SlideFacts;
  readonly later: SlideFacts;
  readonly between: readonly SlideFacts[];
}

/** Pairs by marker, and the markers of which it is open which slides belong together. */
export function slidePairs(slides: readonly SlideFacts[]): {
  readonly pairs: readonly SlidePair[];
  readonly unclear: readonly string[];
} {
  const dated = slides.filter(({ takenOn, marker }) => takenOn !== '' && marker !== '');
  const markers = [...new Set(dated.map(({ marker }) => marker))];
  const pairs: SlidePair[] = [];
  const unclear: string[] = [];
  for (const marker of markers) {
    const own = dated.filter(each => each.marker === marker).sort((a, b) => (a.takenOn < b.takenOn ? -1 : 1));
    const [earlier, later] = [own[0], own.at(-1)];
    if (!earlier || !later || earlier === later) continue;
    const isAlone = ({ takenOn }: SlideFacts) => own.filter(each => each.takenOn === takenOn).length === 1;
    if (isAlone(earlier) && isAlone(later)) pairs.push({ earlier, later, between: own.slice(1, -1) });
    else unclear.push(marker);
  }
  return { pairs, unclear };
}

/** Change of H-score and densities of each pair; AutoIHC compares baseline and week 6 (Yin et al., fig. 6). */
export const changeSections = (pairs: readonly SlidePair[]): readonly ReportSection[] =>
  pairs.map(pair => ({
    title: words.title(
      pair.earlier.marker,
      printedDate(pair.earlier.takenOn),
      printedDate(pair.later.takenOn),
    ),
    rows: [
      ...PARTS.map(part =>
        rowOf(pair, part, words.hScore, each => each.hScore, FORMATS.hScore, HSCORE_CHANGE),
      ),
      ...PARTS.map(part =>
        rowOf(pair, part, words.density, each => each.positivePerMm2, FORMATS.density, DENSITY_CHANGE),
      ),
    ],
    figures: plotOf(pair),
    notes: [words.byScan, ...middleOnes(pair)],
  }));

/** Slides of dates between the two are named, not passed over. */
const middleOnes = ({ earlier: { marker }, between }: SlidePair): readonly string[] =>
  between.length === 0
    ? []
    : [words.between(marker, [...new Set(between.map(({ takenOn }) => printedDate(takenOn)))])];

type Part = (typeof PARTS)[number];

function rowOf(
  { earlier, later }: SlidePair,
  part: Part,
  label: (part: string) => string,
  of: (slide: SlideFacts) => Readonly<Record<Part, Fact<number>>>,
  format: Format,
  code: ReportRow['code'],
): ReportRow {
  const on = (slide: SlideFacts) => ({ fact: of(slide)[part], day: slide.takenOn, on: '' });
  return changeRow({ label: label(parts[part]), days: [on(earlier), on(later)], format, code });
}

function plotOf({ earlier, later }: SlidePair): readonly ReportPlot[] {
  const lines = PARTS.flatMap(part => {
    const [from, to] = [earlier.hScore[part], later.hScore[part]];
    return hasValue(from) && hasValue(to) ? [{ name: parts[part], from: from.value, to: to.value }] : [];
  });
  if (lines.length === 0) return [];
  const { write } = FORMATS.hScore;
  return [
    {
      kind: 'plot',
      svg: changePlot(lines, {
        title: words.plotTitle,
        label: words.hScoreAxis,
        times: [printedDate(earlier.takenOn), printedDate(later.takenOn)],
        range: [0, 300],
        write,
      }),
      caption: words.plot(earlier.marker),
      alternative: words.plotAlternative(
        lines.map(({ name, from, to }) => words.line(name, write(from), write(to))),
      ),
    },
  ];
}
