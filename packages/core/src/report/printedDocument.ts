import { printable } from './printable';
import type {
  ComparedSide,
  ComparisonRow,
  PrintedValue,
  ReportDocument,
  ReportRow,
  ReportSection,
} from './reportDocument';

/**
 * The report with each text as all its forms print it: nothing in it acts unseen, and what was typed on lines of its own
 * stays so. Left as they are: what programs read again (a decision, the names of objects, who made the report).
 */
export const printedDocument = (report: ReportDocument): ReportDocument => ({
  ...report,
  patient: report.patient.map(printedRow),
  conclusion: {
    sentence: shown(report.conclusion.sentence),
    flags: report.conclusion.flags.map(shown),
    notAssessed: report.conclusion.notAssessed.map(shown),
  },
  comparison: report.comparison.map(printedComparison),
  ct: printedSection(report.ct),
  pathology: report.pathology.map(printedSection),
  changes: report.changes.map(printedSection),
  context: printedSection(report.context),
  limits: report.limits.map(shown),
  provenance: printedSection(report.provenance),
  sources: report.sources.map(source => ({
    ...source,
    title: shown(source.title),
    reader: shown(source.reader),
  })),
});

const shown = (text: string): string =>
  text
    .split(/\r\n|[\n\r\v\f\u2028\u2029]/)
    .map(line => printable(line))
    .join('\n');

const printedSection = (section: ReportSection): ReportSection => ({
  ...section,
  title: shown(section.title),
  ...(section.absent && { absent: printedValue(section.absent) }),
  rows: section.rows.map(printedRow),
  figures: section.figures.map(figure => ({
    ...figure,
    caption: shown(figure.caption),
    alternative: shown(figure.alternative),
  })),
  notes: section.notes.map(shown),
});

const printedRow = (row: ReportRow): ReportRow => ({
  ...row,
  label: shown(row.label),
  value: printedValue(row.value),
  ...(row.detail !== undefined && { detail: shown(row.detail) }),
});

const printedValue = (value: PrintedValue): PrintedValue => ({
  ...value,
  text: shown(value.text),
  ...(value.because !== undefined && { because: shown(value.because) }),
});

const printedComparison = (row: ComparisonRow): ComparisonRow => ({
  ...row,
  ct: printedSide(row.ct),
  tissue: printedSide(row.tissue),
  decided: shown(row.decided),
});

const printedSide = (side: ComparedSide): ComparedSide =>
  side.kind === 'missing'
    ? { ...side, text: shown(side.text), because: shown(side.because) }
    : { ...side, rows: side.rows.map(printedRow) };
