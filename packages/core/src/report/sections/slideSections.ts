import { DECISION } from '../../dicom/codes';
import type { Code } from '../../dicom/contentItem';
import type { Absence } from '../absence';
import { slidePictureKey } from '../pictures/pictureKeys';
import { FORMATS, printedNumber, printedScore, printedText, type Format } from '../printed';
import type { ReportRow, ReportSection } from '../reportDocument';
import type { Fact, SlideFacts } from '../reportFacts';
import * as codes from '../slideCodes';
import { slideNames } from '../slideName';
import { reportStrings } from '../strings';

const words = reportStrings.slide;
/** In this order everywhere. */
export const PARTS = ['tumour', 'stroma', 'whole'] as const;

/** A section a slide; without a slide one whose rows say so. */
export function slideSections(slides: readonly SlideFacts[], absent: Absence): readonly ReportSection[] {
  const because = slides.length === 0 ? absent.because : reportStrings.notSaid;
  if (slides.length === 0)
    return [{ title: words.noSlide, absent, rows: slideRows(undefined, because), figures: [], notes: [] }];
  const names = slideNames(slides);
  return slides.map((slide, at) => ({
    title: names[at] ?? '',
    rows: slideRows(slide, because),
    figures: [
      {
        kind: 'picture',
        key: slidePictureKey(slide),
        caption: words.picture(slide.marker, slide.tissueMap !== undefined),
        alternative: words.pictureAlternative(slide.marker),
      },
    ],
    notes: notesOf(slide),
  }));
}

function slideRows(slide: SlideFacts | undefined, because: string): readonly ReportRow[] {
  const row = (label: string, fact: Fact<number>, format: Format, code: Code, of?: string): ReportRow => ({
    label,
    value: printedNumber(fact, format, because),
    ...(of !== undefined && { detail: of }),
    code,
  });
  const ofParts = (
    name: (part: string) => string,
    facts: SlideFacts['hScore'] | undefined,
    format: Format,
    code: Code,
    of?: string,
  ) => PARTS.map(part => row(name(words.parts[part]), facts?.[part], format, code, of));
  return [
    ...ofParts(words.hScore, slide?.hScore, FORMATS.hScore, codes.HSCORE, words.ofHScore),
    ...ofParts(words.density, slide?.positivePerMm2, FORMATS.density, codes.DENSITIES.positive),
    ...ofParts(words.area, slide?.areaMm2, FORMATS.tissueArea, codes.AREA),
    row(words.positive, slide?.percentPositive, FORMATS.percent, codes.PERCENT_POSITIVE, words.ofCells),
    row(words.cells, slide?.cells, FORMATS.cells, codes.CELL_COUNT),
    row(words.coverage, slide?.coverage, FORMATS.share, codes.COVERAGE),
    ...(slide ? [signedRow(slide)] : []),
  ];
}

function signedRow({ signed }: SlideFacts): ReportRow {
  const text = signed ? words.signedBy(signed.reader, signed.at, signed.version) : words.notSigned;
  return { label: words.signed, value: printedText(text), code: DECISION };
}

function notesOf({ overridden }: SlideFacts): readonly string[] {
  if (!overridden) return [];
  const { score, measured, signed, reason } = overridden;
  return [words.overridden(score, printedScore(signed), printedScore(measured), reason)];
}
