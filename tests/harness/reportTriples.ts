import { dcm, REASON } from '@timescope/core/dicom/codes';
import type { Code } from '@timescope/core/dicom/contentItem';
import type { NumberedItem } from '@timescope/core/dicom/read/numberedContent';
import { readPart10 } from '@timescope/core/dicom/read/part10';
import { groupsOf, itemsNamed, numberedReport, textNamed } from '@timescope/core/report/numberedReport';
import type { ComparedSide, ReportDocument, ReportRow } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import * as codes from '@timescope/extension-combined-report/evidence/reportCodes';

/**
 * What stands at one place of a report: section, label, and the value with all that is printed beside it (what it is of,
 * why it is not there), without spaces and semicolons, since lines break and words are put together as the form needs it.
 * A sentence has no label.
 */
export type Triple = readonly [section: string, label: string, value: string];

/** @param beside what is printed beside the value, in its order */
export const triple = (
  section: string,
  label: string,
  value: string,
  ...beside: readonly (string | undefined)[]
): Triple => [squeezed(section), squeezed(label), squeezed([value, ...beside].join(''))];

const squeezed = (text: string): string => text.replace(/[\s;]+/g, '');

const { headings, columns } = reportStrings;

/** Every value and sentence of a report in the order in which every form of it prints them. */
export function triplesOfReport(report: ReportDocument): readonly Triple[] {
  const { conclusion, ct, pathology, changes, context, limits, provenance } = report;
  return [
    ...rowTriples(headings.patient, report.patient),
    triple(headings.conclusion, '', conclusion.sentence),
    ...conclusion.flags.map(each => triple(headings.flags, '', each)),
    ...conclusion.notAssessed.map(each => triple(headings.notAssessed, '', each)),
    ...report.comparison.flatMap(({ label, ct: predicted, tissue, agreement, decided }) => [
      ...sideTriples(`${label}: ${columns.ct}`, predicted),
      ...sideTriples(`${label}: ${columns.tissue}`, tissue),
      triple(label, columns.agreement, reportStrings.agreement[agreement.text], agreement.because),
      triple(label, columns.decision, decided),
    ]),
    ...[ct, ...pathology, ...changes, context].flatMap(({ title, absent, rows }) =>
      absent ? [triple(title, '', absent.text, absent.because)] : rowTriples(title, rows),
    ),
    ...limits.map(each => triple(headings.limits, '', each)),
    ...rowTriples(provenance.title, provenance.rows),
  ];
}

const rowTriples = (section: string, rows: readonly ReportRow[]): readonly Triple[] =>
  rows.map(({ label, value, detail }) => triple(section, label, value.text, detail, value.because));

const sideTriples = (section: string, side: ComparedSide): readonly Triple[] =>
  side.kind === 'missing' ? [triple(section, '', side.text, side.because)] : rowTriples(section, side.rows);

/** The same of a stored structured report, from its content items alone. */
export function triplesOfSr(bytes: Uint8Array): readonly Triple[] {
  const report = numberedReport(readPart10(bytes).dataset);
  return groupsOf(report).flatMap(items => {
    const section = textNamed(items, dcm('112039', 'Tracking Identifier'));
    const agreement = `: ${columns.agreement}`;
    const title = section.endsWith(agreement) ? section.slice(0, -agreement.length) : section;
    const absent = items.find(isAbsence);
    return (absent ? [absent] : items).flatMap(item => itemTriples(title, item));
  });
}

/** Says that there is nothing, and why, of a whole group. */
const isAbsence = (item: NumberedItem): boolean =>
  itemsNamed([item], 'TEXT', codes.COMMENT).length > 0 && textNamed(item.items, REASON) !== '';

/** Sentences by the names of their items, and what a group calls them in print. */
const SENTENCES: readonly (readonly [Code, heading: string | undefined, label: string])[] = [
  [codes.CONCLUSION, undefined, ''],
  [{ value: 'WARNING', scheme: '99TIMESCOPE', meaning: '' }, headings.flags, ''],
  [codes.NOT_ASSESSED, headings.notAssessed, ''],
  [codes.LIMIT, undefined, ''],
  [codes.AGREEMENT, undefined, columns.agreement],
];

/** One triple at most: of a row, of a side that is missing, or of a sentence. */
function itemTriples(section: string, item: NumberedItem): readonly Triple[] {
  const { content, items } = item;
  const said = (name: Code) => textNamed(items, name);
  const written = content.kind === 'TEXT' ? content.text : '';
  const because = said(REASON);
  if (itemsNamed(items, 'TEXT', codes.PRINTED_LABEL).length > 0) {
    const value = content.kind === 'NUM' ? said(codes.PRINTED_VALUE) : written;
    return [triple(section, said(codes.PRINTED_LABEL), value, said(codes.PRINTED_DETAIL), because)];
  }
  if (isAbsence(item)) return [triple(section, '', written, because)];
  return SENTENCES.filter(([name]) => itemsNamed([item], 'TEXT', name).length > 0).map(([, heading, label]) =>
    triple(heading ?? section, label, written, because),
  );
}
