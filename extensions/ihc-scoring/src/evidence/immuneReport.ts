import { dcm, NO_UNITS } from '@timescope/core/dicom/codes';
import type { Code, ContentItem, ReferencedImage, RootContainer } from '@timescope/core/dicom/contentItem';
import type { Slide } from '@timescope/core/dicom/read/slide';
import { measurementReport } from '@timescope/core/dicom/write/measurementReport';
import {
  codeItem,
  numberItem,
  runDocument,
  textItem,
  warningItem,
} from '@timescope/core/dicom/write/reportItems';
import { CLASS_CODES, TARGET_CODES, TARGETS_COUNTED, TIME_COUNT } from '@timescope/core/report/ctCodes';
import * as codes from '@timescope/core/report/immuneCodes';
import { POINTS } from '@timescope/core/report/slideCodes';
import type { ImmuneGroup, TwoGroups } from '../pipeline/immune/immuneGroups';
import type { ImmuneResult } from '../pipeline/immune/immuneResult';
import type { PlaceScore } from '../pipeline/immune/placeScore';
import { TIME_COMPONENTS } from '../pipeline/immune/timeScore';
import { finding, groupsOf, type GroupOf } from './immuneGroup';
import { linkItems, placeGroups, sectionGroups } from './immunePlaces';
import { RATIO_GROUP } from './immuneSubject';
import { type SlideOfPatient, SLIDES_OF_PATIENT, SLIDE_TITLES } from '../pipeline/immune/slidesOfPatient';

/** What the report of a patient's sections says beside the result itself. */
export interface ImmuneReport {
  readonly key: string;
  readonly result: ImmuneResult;
  readonly reader: string | undefined;
  readonly sections: readonly ReportedSection[];
}

/** A section as the report refers to it. */
interface ReportedSection {
  readonly name: SlideOfPatient;
  /** Of the finest level. */
  readonly image: ReferencedImage;
  readonly specimen: Pick<Slide, 'specimens' | 'containerIdentifier'>;
}

/** A group for each index, each marker and place, and each slide. */
export function immuneReport(report: ImmuneReport): RootContainer {
  const { result, reader } = report;
  const asGroup = groupsOf(report);
  return measurementReport({
    reader,
    procedure: dcm('112703', 'Whole Slide Imaging'),
    groups: [
      ratioGroup(result, asGroup),
      lymphocyteGroup(result, asGroup),
      pointsGroup(result, asGroup),
      timeGroup(result, asGroup),
      scoreGroup(result, 'stromaImmuneScore', asGroup),
      scoreGroup(result, 'intraepithelialImmuneScore', asGroup),
      ...placeGroups(result, asGroup),
      ...sectionGroups(report, asGroup),
    ],
    after: [
      ...cohortItems(result),
      ...linkItems(result),
      ...warningsOf(result).map(warningItem),
      runDocument(result),
    ],
  });
}

function ratioGroup({ tsr, tsrOn, groups, slides, notEvaluable }: ImmuneResult, asGroup: GroupOf) {
  const fields = slides.he?.stromaOfFields;
  return asGroup(RATIO_GROUP, [
    finding(TARGET_CODES.tsr),
    numberItem(codes.STROMA_RATIO, NO_UNITS, tsr, notEvaluable.tsr, [
      textItem('HAS CONCEPT MOD', codes.MEASURED_ON, tsrOn),
    ]),
    ...classItem(groups.tsr),
    ...(fields ? [numberItem(codes.FIELDS_RATIO, NO_UNITS, fields.value)] : []),
  ]);
}

function lymphocyteGroup({ tils, groups, notEvaluable }: ImmuneResult, asGroup: GroupOf) {
  return asGroup('Lymphocytes', [
    finding(TARGET_CODES.tils),
    numberItem(codes.TIL_GRADE, codes.GRADES_OF_LYMPHOCYTES, tils?.grade ?? null, notEvaluable.tils),
    ...classItem(groups.tils),
    ...(tils ? [numberItem(codes.TIL_READERS, codes.READERS, tils.readers.length)] : []),
  ]);
}

/** Its four points stand in the groups of their places. */
function pointsGroup({ immuneScore, groups, notEvaluable }: ImmuneResult, asGroup: GroupOf) {
  return asGroup('Immune score', [
    finding(TARGET_CODES.is),
    numberItem(codes.IMMUNE_POINTS, POINTS, immuneScore?.score ?? null, notEvaluable.immuneScore, [
      ...(immuneScore ? [textItem('HAS CONCEPT MOD', dcm('111002', 'Algorithm Parameters'), immuneScore.rule)] : []), // prettier-ignore
    ]),
    ...classItem(groups.is),
  ]);
}

function timeGroup({ time, groups, notEvaluable }: ImmuneResult, asGroup: GroupOf) {
  return asGroup('TIME type', [
    finding(TARGET_CODES.time),
    numberItem(TIME_COUNT, TARGETS_COUNTED, time?.score ?? null, notEvaluable.time),
    ...classItem(groups.time),
    ...(time
      ? [
          ...TIME_COMPONENTS.map(name =>
            codeItem('CONTAINS', TARGET_CODES[name], CLASS_CODES[time.components[name]]),
          ),
          textItem('CONTAINS', codes.RATIO_READ_BY, time.tsrBy),
        ]
      : []),
  ]);
}

const classItem = (group: TwoGroups | null): readonly ContentItem[] =>
  group === null ? [] : [codeItem('CONTAINS', codes.TISSUE_CLASS, CLASS_CODES[group])];

const SCORES = {
  stromaImmuneScore: { code: codes.STROMA_IMMUNE, place: 'stroma' },
  intraepithelialImmuneScore: { code: codes.INTRAEPITHELIAL_IMMUNE, place: 'tumour' },
} as const;

function scoreGroup(result: ImmuneResult, name: keyof typeof SCORES, asGroup: GroupOf) {
  const { code, place } = SCORES[name];
  const score = result.scores[place];
  return asGroup(code.meaning, [
    finding(code),
    numberItem(code, codes.PERCENTILES, result[name], result.notEvaluable[name]),
    ...groupItem(result.groups[name]),
    ...(score ? scoreItems(score) : []),
  ]);
}

const groupItem = (group: ImmuneGroup | null): readonly ContentItem[] =>
  group === null ? [] : [codeItem('CONTAINS', codes.SCORE_GROUP, codes.GROUP_CODES[group])];

const scoreItems = ({ twoGroups, cutoffs, toCutoff, n }: PlaceScore): readonly ContentItem[] => [
  codeItem('CONTAINS', codes.TWO_GROUPS, CLASS_CODES[twoGroups]),
  numberItem(codes.LOW_CUTOFF, codes.PERCENTILES, cutoffs.low),
  numberItem(codes.HIGH_CUTOFF, codes.PERCENTILES, cutoffs.high, '', [
    textItem('HAS CONCEPT MOD', dcm('111002', 'Algorithm Parameters'), cutoffs.rule),
  ]),
  numberItem(codes.CUTOFF_DISTANCE, codes.PERCENTILES, toCutoff.distance),
  numberItem(codes.COHORT_PAIRS, codes.PATIENTS, n),
];

function cohortItems({ reference }: ImmuneResult): readonly ContentItem[] {
  if (!reference) return [];
  const { name, n, date, hash, stainingProtocol, method } = reference;
  const said = (code: Code, text: string) => textItem('HAS PROPERTIES', code, text);
  return [
    {
      ...{ kind: 'TEXT', relationship: 'CONTAINS', name: codes.COHORT, text: name },
      items: [
        { ...numberItem(codes.COHORT_PATIENTS, codes.PATIENTS, n), relationship: 'HAS PROPERTIES' },
        said(codes.COHORT_HASH, hash),
        said(codes.COHORT_DATE, date),
        said(codes.COHORT_STAINING, stainingProtocol),
        said(codes.COHORT_METHOD, method),
      ],
    },
  ];
}

/** Of the result, and of each slide by its name. */
function warningsOf({ warnings, slides }: ImmuneResult): readonly { readonly message: string }[] {
  const ofSlides = SLIDES_OF_PATIENT.flatMap(name =>
    (slides[name]?.warnings ?? []).map(({ message }) => ({ message: `${SLIDE_TITLES[name]}: ${message}` })),
  );
  return [...warnings, ...ofSlides];
}
