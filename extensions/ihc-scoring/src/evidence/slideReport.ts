import { dcm } from '@timescope/core/dicom/codes';
import type { Code, ContentItem, ReferencedImage, RootContainer } from '@timescope/core/dicom/contentItem';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { measurementGroup, measurementReport } from '@timescope/core/dicom/write/measurementReport';
import {
  algorithmItems,
  catalogueItem,
  codeItem,
  imageItem,
  numberItem,
  runDocument,
  textItem,
  warningItem,
} from '@timescope/core/dicom/write/reportItems';
import { uidFrom } from '@timescope/core/dicom/write/uid';
import * as codes from '@timescope/core/report/slideCodes';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import type { SignedReading } from '../pipeline/reading/signedReading';
import { requestOfRun } from '../pipeline/runRecord';
import { areaGroups } from './areaGroups';
import { decisionItems } from './decisionItems';
import { placementOf, type PlacedSlide } from './slideMatrix';
import { parametersOf } from './slideParameters';
import { WHOLE_AREA } from './slideSubject';
import { specimenContext } from './specimenContext';

/** What a slide's report says beside the result itself. */
export interface SlideReport {
  readonly key: string;
  readonly slide: PlacedSlide & Pick<Slide, 'specimens' | 'containerIdentifier'>;
  readonly result: ScoreResult;
  readonly reader: string | undefined;
  readonly signed: SignedReading | undefined;
  /** The segment of each class on the tissue map, and its area there. */
  readonly segments: Readonly<Partial<Record<Compartment, TissueSegment>>>;
  /** Of the finest level: what the cells are measured on. */
  readonly image: ReferencedImage;
  /** Bulk annotations and maps. */
  readonly otherObjects: readonly ReferencedImage[];
}

export interface TissueSegment {
  readonly segment: ReferencedImage;
  readonly areaMm2: number;
}

type Compartment = 'tumour' | 'stroma';

/** A group for the slide, each compartment and each drawn area. */
export function slideReport(report: SlideReport): RootContainer {
  const { result, slide, reader, signed, otherObjects } = report;
  return measurementReport({
    reader,
    subject: specimenContext(slide),
    procedure: dcm('112703', 'Whole Slide Imaging'),
    groups: [
      wholeGroup(report),
      compartmentGroup(report, 'tumour'),
      compartmentGroup(report, 'stroma'),
      ...areaGroups(requestOfRun(result.run).annotations ?? [], slide, report.key),
    ],
    after: [
      ...(signed ? decisionItems(signed) : []),
      ...result.warnings.map(warningItem),
      ...otherObjects.map(catalogueItem),
      runDocument(result),
    ],
  });
}

function group(
  { key, result }: SlideReport,
  name: string,
  template: '1501' | '1410',
  items: readonly ContentItem[],
): ContentItem {
  const algorithm = algorithmItems(`TIMEscope ${result.provenance.method}`, parametersOf(result));
  return measurementGroup(template, { id: name, uid: uidFrom(key, 'group', name) }, [...algorithm, ...items]);
}

function wholeGroup(report: SlideReport): ContentItem {
  const { result } = report;
  const { mpp } = placementOf(report.slide);
  const { cells, gradeCounts, coverage, sums } = result;
  const publicCode = publicCodes(report);
  const count = (name: Code, value: number) => numberItem(name, codes.CELLS, value);
  return group(report, WHOLE_AREA, '1501', [
    codeItem('CONTAINS', dcm('121071', 'Finding'), codes.COMPARTMENTS[0] ?? codes.COMPARTMENT),
    count(codes.CELL_COUNT, cells.total),
    count(codes.POSITIVE_COUNT, cells.positive),
    count(codes.NOT_EVALUABLE_COUNT, cells.notEvaluable),
    ...gradeCounts.map((each, grade) => count(codes.GRADES[grade] ?? codes.GRADE, each)),
    ...codes.COMPARTMENT_SCORES.map(([name, code, unit]) =>
      name === 'percentPositive'
        ? numberItem(publicCode(name) ?? code, unit, result[name], reasonAt(result, name))
        : numberItem(publicCode(name) ?? code, unit, result[name].whole, reasonAt(result, `${name}.whole`)),
    ),
    ...densityItems(result, 'whole'),
    ...codes.SLIDE_SCORES.map(([name, code, unit]) =>
      numberItem(publicCode(name) ?? code, unit, result[name], reasonAt(result, name)),
    ),
    ...her2Items(result, publicCode('her2')),
    ...result.categories.map(({ name }) => textItem('CONTAINS', codes.CATEGORY, name)),
    numberItem(codes.COVERAGE, codes.SHARE, coverage.fraction, 'There is no tissue.'),
    numberItem(codes.PIXEL_WIDTH, codes.MICROMETRES, mpp.x),
    numberItem(codes.PIXEL_HEIGHT, codes.MICROMETRES, mpp.y),
    numberItem(codes.WORKING_PIXEL, codes.SQUARE_MICROMETRES, result.provenance.workingMpp ** 2),
    ...pixelItems(codes.TISSUE_PIXELS, sums.tissuePixels),
    ...pixelItems(codes.CELL_PIXELS, sums.cellPixels),
  ]);
}

function compartmentGroup(report: SlideReport, compartment: Compartment): ContentItem {
  const { result, segments, image } = report;
  const scores = result.compartments[compartment];
  const reason = (name: string) =>
    reasonAt(result, `compartments.${compartment}.${name}`) || reasonAt(result, `${name}.${compartment}`);
  const tissue = segments[compartment];
  const noCells = reason('cells');
  return group(report, compartment === 'tumour' ? 'Tumour' : 'Stroma', tissue ? '1410' : '1501', [
    codeItem(
      'CONTAINS',
      dcm('121071', 'Finding'),
      codes.COMPARTMENTS[compartment === 'tumour' ? 1 : 2] ?? codes.COMPARTMENT,
    ),
    ...(tissue
      ? [
          imageItem(dcm('121191', 'Referenced Segment'), tissue.segment),
          imageItem(dcm('121233', 'Source image for segmentation'), image),
          numberItem(codes.MAP_AREA, codes.SQUARE_MILLIMETRES, tissue.areaMm2),
        ]
      : []),
    numberItem(codes.CELL_COUNT, codes.CELLS, scores.cells?.total ?? null, noCells),
    numberItem(codes.POSITIVE_COUNT, codes.CELLS, scores.cells?.positive ?? null, noCells),
    ...codes.COMPARTMENT_SCORES.map(([name, code, unit]) =>
      numberItem(code, unit, scores[name], reason(name)),
    ),
    ...densityItems(result, compartment),
  ]);
}

const reasonAt = ({ notEvaluable }: ScoreResult, path: string): string => notEvaluable[path] ?? '';

function densityItems(result: ScoreResult, part: 'whole' | Compartment): readonly ContentItem[] {
  const density = result.densityPerMm2[part];
  const reason = reasonAt(result, `densityPerMm2.${part}`);
  return (['cells', 'positive'] as const).map(name =>
    numberItem(codes.DENSITIES[name], codes.PER_SQUARE_MILLIMETRE, density?.[name] ?? null, reason),
  );
}

function her2Items({ her2 }: ScoreResult, name: Code = codes.HER2_CLASS): readonly ContentItem[] {
  const answer = her2 && codes.HER2_ANSWERS[her2.class];
  return answer ? [codeItem('CONTAINS', name, answer)] : [];
}

/** Counts by compartment and grade: what areas and pixel-wise scores are made of. */
const pixelItems = (name: Code, counts: readonly number[]): readonly ContentItem[] =>
  counts.map((count, at) =>
    numberItem(name, codes.PIXELS, count, '', [
      codeItem(
        'HAS CONCEPT MOD',
        codes.COMPARTMENT,
        codes.COMPARTMENTS[Math.floor(at / 4)] ?? codes.COMPARTMENT,
      ),
      codeItem('HAS CONCEPT MOD', codes.GRADE, codes.GRADES[at % 4] ?? codes.GRADE),
    ]),
  );

/** The public codes of this marker's scores, where the preset names one. */
function publicCodes({ result }: SlideReport): (score: string) => Code | undefined {
  const { preset } = requestOfRun(result.run);
  const known = typeof preset === 'string' ? [] : preset.codes;
  return score => {
    const found = known.find(each => each.score === score);
    return found && { value: found.value, scheme: found.scheme, meaning: found.meaning.slice(0, 64) };
  };
}
