import type { Code } from '../../dicom/contentItem';
import type { Absence } from '../absence';
import * as codes from '../immuneCodes';
import { FORMATS, printedDate, printedNumber } from '../printed';
import type { ReportRow, ReportSection } from '../reportDocument';
import type { Fact, ImmuneFacts } from '../reportFacts';
import { AREA, DENSITIES } from '../slideCodes';
import { reportStrings } from '../strings';

const words = reportStrings.immune;

/**
 * CD3 and CD8 in stroma and tumour with the patient's place in the reference, and the two scores of them. Without a
 * result one row says so.
 */
export function immuneSection(immune: ImmuneFacts | undefined, absent: Absence): ReportSection {
  if (!immune)
    return {
      ...{ title: reportStrings.headings.immune, absent, figures: [], notes: [] },
      rows: [{ label: words.everything, value: absent, code: codes.STROMA_IMMUNE }],
    };
  const rows = [
    ...(['cd3', 'cd8'] as const).flatMap(marker =>
      (['stroma', 'tumour'] as const).flatMap(place => placeRows(immune, marker, place)),
    ),
    ...scoreRows(immune),
  ];
  return { title: words.title(printedDate(immune.studyDate)), rows, figures: [], notes: [] };
}

function placeRows(
  immune: ImmuneFacts,
  marker: 'cd3' | 'cd8',
  place: 'stroma' | 'tumour',
): readonly ReportRow[] {
  const [name, where] = [marker.toUpperCase(), words.places[place]];
  return [
    {
      label: words.density(name, where),
      value: printedNumber(immune.densityPerMm2[marker][place], FORMATS.density),
      code: DENSITIES.positive,
    },
    {
      label: words.percentile(name, where),
      value: printedNumber(
        immune.percentile[marker][place],
        FORMATS.percentile,
        immune.reference ? reportStrings.notSaid : words.noReference,
      ),
      ...(immune.reference && { detail: words.inReference(immune.reference.name) }),
      code: codes.PERCENTILE,
    },
    {
      label: words.area(name, where),
      value: printedNumber(immune.areaMm2[marker][place], FORMATS.tissueArea),
      code: AREA,
    },
  ];
}

function scoreRows(immune: ImmuneFacts): readonly ReportRow[] {
  const row = (label: string, fact: Fact<number>, group: string, code: Code): ReportRow => ({
    label,
    value: printedNumber(fact, FORMATS.percentile),
    detail: group === '' ? words.noGroup : words.group(group),
    code,
  });
  return [
    row(words.stromaImmune, immune.stromaImmuneScore, immune.stromaImmuneGroup, codes.STROMA_IMMUNE),
    row(
      words.intraepithelialImmune,
      immune.intraepithelialImmuneScore,
      immune.intraepithelialImmuneGroup,
      codes.INTRAEPITHELIAL_IMMUNE,
    ),
  ];
}
