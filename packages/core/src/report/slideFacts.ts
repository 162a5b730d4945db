import { dcm, DECISION, REASON } from '../dicom/codes';
import type { NumberedItem } from '../dicom/read/numberedContent';
import { WHOLE_SLIDE_MICROSCOPY } from '../dicom/read/slide';
import {
  findingIs,
  groupsOf,
  itemsNamed,
  numberFact,
  numberNamed,
  parameterLines,
  seriesOfClass,
  storedPart,
  textNamed,
  type NumberedReport,
} from './numberedReport';
import type { Fact, SlideFacts } from './reportFacts';
import * as codes from './slideCodes';
import { isoMoment, storedHeader } from './storedHeader';

type Part = keyof SlideFacts['hScore'];

/** What the report of a slide's scores says, item by item. */
export function slideFacts(report: NumberedReport): SlideFacts {
  const header = storedHeader('slide', report);
  const groups = partsOf(report);
  const everywhere = (name: typeof codes.AREA): SlideFacts['hScore'] => ({
    whole: numberNamed(report.uid, groups.whole, name),
    tumour: numberNamed(report.uid, groups.tumour, name),
    stroma: numberNamed(report.uid, groups.stroma, name),
  });
  return {
    ...header,
    marker: markerOf(header.source.title),
    specimen: textNamed(report.items, dcm('121041', 'Specimen Identifier')),
    takenOn: header.studyDate,
    cells: numberNamed(report.uid, groups.whole, codes.CELL_COUNT),
    percentPositive: firstPercentage(report.uid, groups.whole),
    coverage: numberNamed(report.uid, groups.whole, codes.COVERAGE),
    hScore: everywhere(codes.HSCORE),
    positivePerMm2: everywhere(codes.DENSITIES.positive),
    areaMm2: everywhere(codes.AREA),
    inputDigest: parameterNamed(groups.whole, 'input'),
    scoreHash: parameterNamed(groups.whole, 'score hash'),
    ...signatureOf(report),
    slideSeriesUid: seriesOfClass(report, WHOLE_SLIDE_MICROSCOPY),
    tissueMap: tissueMapOf(report, [...groups.tumour, ...groups.stroma]),
  };
}

/** The whole area is the group that states how much was read. Drawn areas name no finding. */
function partsOf(report: NumberedReport): Readonly<Record<Part, readonly NumberedItem[]>> {
  const groups = groupsOf(report);
  const [, tumour, stroma] = codes.COMPARTMENTS;
  const of = (code: typeof tumour) => groups.find(group => code && findingIs(group, code)) ?? [];
  return {
    whole: groups.find(group => itemsNamed(group, 'NUM', codes.COVERAGE).length > 0) ?? [],
    tumour: of(tumour),
    stroma: of(stroma),
  };
}

function parameterNamed(group: readonly NumberedItem[], name: string): string {
  const line = parameterLines(group).find(each => each.startsWith(`${name} `));
  return line?.slice(name.length + 1) ?? '';
}

/** As the series description names it: "TIMEscope CD3: scores". */
const markerOf = (title: string): string => /^TIMEscope (.+?): /.exec(title)?.[1] ?? '';

/** The share of positive cells goes by the marker's public code where there is one; it is the first percentage. */
function firstPercentage(uid: string, whole: readonly NumberedItem[]): Fact<number> {
  const named = numberNamed(uid, whole, codes.PERCENT_POSITIVE);
  if (named) return named;
  for (const each of whole) {
    const { content } = each;
    if (content.kind === 'NUM' && content.unit.value === codes.PERCENT.value)
      return numberFact(uid, { ...each, content });
  }
  return undefined;
}

function signatureOf({ items }: NumberedReport): Pick<SlideFacts, 'signed' | 'overridden'> {
  const [decision] = itemsNamed(items, 'CODE', DECISION);
  if (!decision) return { signed: undefined, overridden: undefined };
  const said = (name: typeof codes.AREA) => textNamed(decision.items, name);
  const score = said(codes.DECIDED_SCORE);
  return {
    signed: {
      reader: said(dcm('121008', 'Person Observer Name')),
      at: isoMoment(said(dcm('121135', 'Observation DateTime'))),
      version: Number(said(codes.SIGNED_VERSION)) || 1,
    },
    overridden:
      score === ''
        ? undefined
        : {
            score,
            measured: said(codes.MEASURED_VALUE),
            signed: said(codes.SIGNED_VALUE),
            reason: said(REASON),
          },
  };
}

function tissueMapOf(report: NumberedReport, compartments: readonly NumberedItem[]): SlideFacts['tissueMap'] {
  const [segment] = itemsNamed(compartments, 'IMAGE', dcm('121191', 'Referenced Segment'));
  return segment && storedPart(report, segment.content.image.sopInstanceUid);
}
