import { dcm } from '../../dicom/codes';
import type { Absence } from '../absence';
import * as codes from '../ctCodes';
import { CT_HEAT_PICTURE, CT_OUTLINE_PICTURE, heatMapTarget } from '../pictures/pictureKeys';
import { FORMATS, printedNumber, printedText, type Format } from '../printed';
import { readableName } from '../readableName';
import type { ReportPicture, ReportRow, ReportSection } from '../reportDocument';
import type { CtFacts, Fact } from '../reportFacts';
import { reportStrings } from '../strings';

const words = reportStrings.ct;

/** What was outlined on the CT and how large it is. Without a CT the rows say so. */
export function ctSection(ct: CtFacts | undefined, absence: Absence): ReportSection {
  const because = ct ? reportStrings.notSaid : absence.because;
  const measured = (
    label: string,
    fact: Fact<number>,
    format: Format,
    code: ReportRow['code'],
    of?: string,
  ): ReportRow => ({
    label,
    value: printedNumber(fact, format, because),
    ...(of !== undefined && { detail: of }),
    code,
  });
  const typed = (label: string, text: string | undefined, code: ReportRow['code']): ReportRow => ({
    label,
    value: ct ? printedText(text ?? '') : { text: reportStrings.notAssessed, because },
    code,
  });
  return {
    title: reportStrings.headings.ct,
    ...(!ct && { absent: absence }),
    rows: [
      typed(words.region, ct?.roiLabel, dcm('112039', 'Tracking Identifier')),
      measured(words.sliceNumber, ct?.slice.number, FORMATS.number, codes.SLICE_NUMBER, words.inSeries),
      measured(words.slicePosition, ct?.slice.zMm, FORMATS.lengthMm, codes.SLICE_POSITION, words.alongZ),
      measured(words.area, ct?.areaMm2, FORMATS.areaMm2, codes.AREA),
      measured(words.volume, ct?.volumeMm3, FORMATS.volumeMm3, codes.VOLUME, words.ofRegion),
      measured(words.longAxis, ct?.longAxisMm, FORMATS.lengthMm, codes.LONG_AXIS),
      measured(words.shortAxis, ct?.shortAxisMm, FORMATS.lengthMm, codes.SHORT_AXIS),
      measured(words.meanHu, ct?.meanHu, FORMATS.hounsfield, codes.ATTENUATION),
      typed(words.reader, ct && readableName(ct.source.reader), dcm('121008', 'Person Observer Name')),
    ],
    figures: ct ? pictures(ct) : [],
    notes: [],
  };
}

function pictures(ct: CtFacts): readonly ReportPicture[] {
  const heat = heatMapTarget(ct);
  return [
    {
      kind: 'picture',
      key: CT_OUTLINE_PICTURE,
      caption: words.outline,
      alternative: words.outlineAlternative(ct.roiLabel),
    },
    ...(heat
      ? [
          {
            kind: 'picture',
            key: CT_HEAT_PICTURE,
            caption: heatCaption(ct, heat),
            alternative: words.heatAlternative(heat),
          } as const,
        ]
      : []),
  ];
}

const heatCaption = ({ targets }: CtFacts, heat: Parameters<typeof words.heat>[0]): string =>
  words.heat(heat) +
  (targets[heat]?.demonstration === true ? ` (${reportStrings.demonstrationWeights})` : '');
