import type { Code } from '../dicom/contentItem';
import type { NumberedItem } from '../dicom/read/numberedContent';
import { TARGETS } from '../result/predictionResult';
import { TARGET_CODES, TIME_COUNT } from './ctCodes';
import { PARTS_OF_TIME } from './countedClasses';
import * as codes from './immuneCodes';
import {
  classNamed,
  codeNamed,
  findingIs,
  groupsOf,
  itemsNamed,
  numberNamed,
  parameterLines,
  textNamed,
  type NumberedReport,
} from './numberedReport';
import type { ByMarkerAndPlace, ImmuneFacts } from './reportFacts';
import { AREA, COMPARTMENTS, DENSITIES } from './slideCodes';
import { storedHeader } from './storedHeader';

/** What the report of a patient's CD3 and CD8 slides says, item by item. */
export function immuneFacts(report: NumberedReport): ImmuneFacts {
  const groups = groupsOf(report);
  const about = (finding: Code) => groups.find(group => findingIs(group, finding)) ?? [];
  const numberOf = (finding: Code, name: Code) => numberNamed(report.uid, about(finding), name);
  const tsr = about(TARGET_CODES.tsr);
  const time = about(TARGET_CODES.time);
  const groupOf = (finding: Code) =>
    codeNamed(about(finding), codes.SCORE_GROUP)?.meaning.toLowerCase() ?? '';
  return {
    ...storedHeader('immune', report),
    tsr: numberOf(TARGET_CODES.tsr, codes.STROMA_RATIO),
    tsrOn: textNamed(itemsNamed(tsr, 'NUM', codes.STROMA_RATIO)[0]?.items ?? [], codes.MEASURED_ON),
    tilGrade: numberOf(TARGET_CODES.tils, codes.TIL_GRADE),
    immuneScore: numberOf(TARGET_CODES.is, codes.IMMUNE_POINTS),
    time: numberOf(TARGET_CODES.time, TIME_COUNT),
    classes: Object.fromEntries(
      TARGETS.map(target => [
        target,
        classNamed(report.uid, about(TARGET_CODES[target]), codes.TISSUE_CLASS),
      ]),
    ),
    timeParts: Object.fromEntries(
      PARTS_OF_TIME.map(part => [part, classNamed(report.uid, time, TARGET_CODES[part])]),
    ),
    ratioReadBy: textNamed(time, codes.RATIO_READ_BY),
    stromaImmuneScore: numberOf(codes.STROMA_IMMUNE, codes.STROMA_IMMUNE),
    stromaImmuneGroup: groupOf(codes.STROMA_IMMUNE),
    intraepithelialImmuneScore: numberOf(codes.INTRAEPITHELIAL_IMMUNE, codes.INTRAEPITHELIAL_IMMUNE),
    intraepithelialImmuneGroup: groupOf(codes.INTRAEPITHELIAL_IMMUNE),
    densityPerMm2: byMarkerAndPlace(report, DENSITIES.positive),
    areaMm2: byMarkerAndPlace(report, AREA),
    method: parameterAfter('method ', groups[0] ?? []),
    resultHash: parameterAfter('result hash ', groups[0] ?? []),
    measured: measuredSlides(groups[0] ?? []),
    percentile: byMarkerAndPlace(report, codes.PERCENTILE),
    reference: referenceOf(report),
  };
}

/** A group of its own holds the numbers of one marker in one compartment. */
function byMarkerAndPlace(report: NumberedReport, name: Code): ByMarkerAndPlace {
  const groups = groupsOf(report);
  const [, tumour, stroma] = COMPARTMENTS;
  const at = (marker: string, place: Code | undefined) => {
    const isIt = (group: readonly NumberedItem[]) =>
      place !== undefined && findingIs(group, place) && textNamed(group, codes.MARKER) === marker;
    return numberNamed(report.uid, groups.find(isIt) ?? [], name);
  };
  const of = (marker: string) => ({ stroma: at(marker, stroma), tumour: at(marker, tumour) });
  return { cd3: of('CD3'), cd8: of('CD8') };
}

const parameterAfter = (words: string, group: readonly NumberedItem[]): string =>
  parameterLines(group)
    .find(line => line.startsWith(words))
    ?.slice(words.length) ?? '';

/** Of the parameters, one a line: `CD3: input DIGEST, tissue map HASH, scores HASH`; older results name no scores. */
const measuredSlides = (group: readonly NumberedItem[]): ImmuneFacts['measured'] =>
  parameterLines(group).flatMap(line => {
    const [, marker, inputDigest, scoreHash = ''] =
      /^(CD3|CD8): input (\S+), tissue map \S*(?:, scores (\S+))?$/.exec(line) ?? [];
    return marker === undefined || inputDigest === undefined ? [] : [{ marker, inputDigest, scoreHash }];
  });

function referenceOf({ uid, items }: NumberedReport): ImmuneFacts['reference'] {
  const [cohort] = itemsNamed(items, 'TEXT', codes.COHORT);
  return (
    cohort && {
      name: cohort.content.text,
      patients: numberNamed(uid, cohort.items, codes.COHORT_PATIENTS),
      hash: textNamed(cohort.items, codes.COHORT_HASH),
    }
  );
}
