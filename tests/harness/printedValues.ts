import type { ReportDocument, ReportRow } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';

/** Every row of a report, as it is printed anywhere. */
export function rowsOfReport(report: ReportDocument): readonly ReportRow[] {
  const { ct, pathology, changes, context, provenance } = report;
  return [
    ...report.patient,
    ...report.comparison.flatMap(row =>
      [row.ct, row.tissue].flatMap(side => (side.kind === 'assessed' ? side.rows : [])),
    ),
    ...[ct, ...pathology, ...changes, context, provenance].flatMap(({ rows }) => rows),
  ];
}

/** All words that every form of the report must hold: labels, values, what they are of, sentences, decisions. */
export function printedWords(report: ReportDocument): readonly string[] {
  const { conclusion, limits, comparison } = report;
  const missing = comparison.flatMap(({ ct, tissue }) =>
    [ct, tissue].flatMap(side => (side.kind === 'missing' ? [side.text, side.because] : [])),
  );
  return [
    ...rowsOfReport(report).flatMap(({ label, value, detail = '' }) => [
      label,
      value.text,
      detail,
      value.because ?? '',
    ]),
    ...missing,
    ...comparison.flatMap(({ label, agreement }) => [label, agreement.text, agreement.because ?? '']),
    ...comparison.map(({ decided }) => decided),
    ...[conclusion.sentence, ...conclusion.flags, ...conclusion.notAssessed, ...limits],
    report.title,
    report.researchUse,
    ...(report.demonstrationPatient ? [reportStrings.demonstrationPatient] : []),
  ].filter(words => words !== '');
}

/** Lines break at places that depend on the form. */
export const withoutSpaces = (text: string): string => text.replace(/\s+/g, '');
