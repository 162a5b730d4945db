import { COMBINED_REPORT } from '@timescope/core/report/resultGroups';
import { dcm, DECISION, REASON } from '@timescope/core/dicom/codes';
import type { ContentItem, ReferencedObject, RootContainer } from '@timescope/core/dicom/contentItem';
import { measurementGroup, measurementReport } from '@timescope/core/dicom/write/measurementReport';
import {
  catalogueItem,
  codeItem,
  textItem,
  uidItem,
  warningItem,
} from '@timescope/core/dicom/write/reportItems';
import { uidFrom } from '@timescope/core/dicom/write/uid';
import { CONTEXT_CODES, LEFT_OUT } from '@timescope/core/report/contextCodes';
import type { ContextFields } from '@timescope/core/report/contextFields';
import { TARGET_CODES } from '@timescope/core/report/ctCodes';
import type {
  ComparedSide,
  ComparisonRow,
  PrintedValue,
  ReportDocument,
  ReportSection,
} from '@timescope/core/report/reportDocument';
import { decisionItem } from '@timescope/core/report/storedDecision';
import { reportStrings } from '@timescope/core/report/strings';
import * as codes from './reportCodes';
import { modifier, rowItem } from './rowItems';

interface ReportContent {
  readonly report: ReportDocument;
  /** As the reader typed it, field by field. */
  readonly context: ContextFields;
  /** The same report for people. */
  readonly pdf: ReferencedObject;
  /** The study that it is filed in: what is tracked there is the same in every version. */
  readonly studyInstanceUid: string;
}

/** The report as a tree (PS3.16 TID 1500): a group for each section, an item for each printed value. */
export function reportSr({ report, context, pdf, studyInstanceUid }: ReportContent): RootContainer {
  const { headings } = reportStrings;
  const group = (name: string, items: readonly ContentItem[]) =>
    measurementGroup('1501', { id: name, uid: uidFrom(studyInstanceUid, 'combined report', name) }, items);
  const rows = (section: Pick<ReportSection, 'rows'>) =>
    section.rows.map(row => rowItem(row, report.sources));
  const sectionGroup = (section: ReportSection) =>
    group(section.title, [
      ...(section.absent ? [notThere(section.absent)] : []),
      ...rows(section),
      ...section.notes.map(comment),
    ]);
  return measurementReport({
    title: COMBINED_REPORT,
    reader: report.reader === '' ? undefined : report.reader,
    procedure: codes.IMAGING,
    comments: [
      comment(report.title),
      ...(report.demonstrationPatient ? [comment(reportStrings.demonstrationPatient)] : []),
    ],
    groups: [
      group(headings.patient, rows({ rows: report.patient })),
      group(headings.conclusion, conclusionItems(report)),
      ...report.comparison.flatMap(row => comparedGroups(row, report, group)),
      ...[report.ct, ...report.pathology, ...report.changes, report.context].map(sectionGroup),
      group(
        headings.limits,
        report.limits.map(limit => textItem('CONTAINS', codes.LIMIT, limit)),
      ),
      sectionGroup(report.provenance),
    ],
    after: [
      ...report.comparison.flatMap(row => (row.isDecisionOfCt ? [] : decisionItems(row))),
      textItem('CONTAINS', codes.MADE_AT, report.madeAt),
      typedContext(context),
      ...report.leftOut.map(uid => uidItem('CONTAINS', LEFT_OUT, uid)),
      catalogueItem(pdf),
      ...report.sources.map(catalogueItem),
    ],
  });
}

/** In place of rows or beside them: not assessed, and why. */
const notThere = ({ text, because = '' }: PrintedValue): ContentItem => ({
  ...textItem('CONTAINS', codes.COMMENT, text),
  items: [modifier(REASON, because)],
});

const comment = (text: string): ContentItem => textItem('CONTAINS', codes.COMMENT, text);

function conclusionItems({ conclusion }: ReportDocument): readonly ContentItem[] {
  return [
    textItem('CONTAINS', codes.CONCLUSION, conclusion.sentence),
    ...conclusion.flags.map(message => warningItem({ message })),
    ...conclusion.notAssessed.map(each => textItem('CONTAINS', codes.NOT_ASSESSED, each)),
  ];
}

const decisionItems = ({ decision }: ComparisonRow): readonly ContentItem[] =>
  decision ? [decisionItem(decision)] : [];

/** What CT says, with what a reader decided there, what the tissue says, and how they agree: a group each. */
function comparedGroups(
  row: ComparisonRow,
  { sources }: ReportDocument,
  group: (name: string, items: readonly ContentItem[]) => ContentItem,
): readonly ContentItem[] {
  const { columns } = reportStrings;
  const finding = codeItem('CONTAINS', dcm('121071', 'Finding'), TARGET_CODES[row.target]);
  const side = (of: ComparedSide): readonly ContentItem[] =>
    of.kind === 'assessed' ? of.rows.map(each => rowItem(each, sources)) : [notThere(of)];
  const decided = { label: columns.decision, value: { text: row.decided }, code: DECISION };
  const { text, because = '' } = row.agreement;
  const agreement = {
    ...textItem('CONTAINS', codes.AGREEMENT, reportStrings.agreement[text]),
    ...(because !== '' && { items: [modifier(REASON, because)] }),
  };
  return [
    group(`${row.label}: ${columns.ct}`, [
      finding,
      ...side(row.ct),
      ...(row.isDecisionOfCt ? decisionItems(row) : []),
    ]),
    group(`${row.label}: ${columns.tissue}`, [finding, ...side(row.tissue)]),
    group(`${row.label}: ${columns.agreement}`, [finding, agreement, rowItem(decided, sources)]),
  ];
}

/** Only what was typed. */
function typedContext(context: ContextFields): ContentItem {
  const fields = Object.keys(CONTEXT_CODES) as (keyof ContextFields)[];
  return {
    kind: 'CONTAINER',
    relationship: 'CONTAINS',
    name: codes.TYPED_CONTEXT,
    items: fields.flatMap(field =>
      context[field] === '' ? [] : [textItem('CONTAINS', CONTEXT_CODES[field], context[field])],
    ),
  };
}
