import type { ReportDocument, ReportRow, ReportSection } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import { comparisonUnits } from './comparisonUnits';
import { fitsColumn, type Figures } from './figureUnits';
import type { Band, Unit } from './flow';
import { listUnits, noteUnits, sectionUnits, threeTogether, under } from './sectionUnits';
import { NO_NOTES } from './sharedNotes';
import { paragraph, rowUnit, ruled, type Cell, type Ink } from './textUnits';
import { plain, valueSegments } from './values';

/** Widths of one column and of one of two, in points. */
export type Widths = Readonly<Record<1 | 2, number>>;

/** What a clinician reads, from top to bottom: the conclusion over the whole width, the rest in two columns. */
export function clinicalBands(
  ink: Ink,
  report: ReportDocument,
  pictures: Figures,
  widths: Widths,
): readonly Band[] {
  const sections = [report.ct, ...report.pathology, ...report.changes];
  return joined([
    {
      columns: 1,
      units: [...headUnits(ink, report, widths[1]), ...sentenceUnits(ink, report, widths[1])],
    },
    { columns: 2, units: besideUnits(ink, report, widths[2]) },
    {
      columns: 1,
      units: under(
        ink,
        reportStrings.headings.comparison,
        widths[1],
        comparisonUnits(ink, report.comparison, widths[1]),
      ),
    },
    ...sections.map(section => sectionBand(ink, section, pictures, widths)),
    contextBand(ink, report.context, pictures, widths),
    { columns: 1, units: limitUnits(ink, report.limits, widths[1]) },
  ]);
}

/** Where it comes from. */
export const provenanceBands = (
  ink: Ink,
  report: ReportDocument,
  pictures: Figures,
  widths: Widths,
): readonly Band[] =>
  joined([
    sectionBand(ink, report.provenance, pictures, widths),
    { columns: 2, units: sourceUnits(ink, report, widths[2]) },
  ]);

/** Over the whole width only where a plot would be too small to read in a column. */
function sectionBand(ink: Ink, section: ReportSection, pictures: Figures, widths: Widths): Band {
  const isNarrow = section.figures.every(each => each.kind === 'picture' || fitsColumn(each, widths[2]));
  const columns = isNarrow ? 2 : 1;
  return { columns, units: sectionUnits(ink, section, widths[columns], pictures) };
}

/** Three a line, where no remark is long. */
function contextBand(ink: Ink, context: ReportSection, pictures: Figures, widths: Widths): Band {
  const length = ({ value, detail = '' }: ReportRow) => value.text.length + detail.length;
  if (context.rows.some(row => length(row) > LONGEST_IN_LINE))
    return sectionBand(ink, context, pictures, widths);
  const notes = noteUnits(ink, NO_NOTES, context.notes, widths[1]);
  const units = [...lineUnits(ink, context.rows, widths[1]), ...notes];
  return { columns: 1, units: under(ink, context.title, widths[1], threeTogether(units)) };
}

/** Characters of a value that stands with two others on a line. */
const LONGEST_IN_LINE = 40;

/** Neighbours of equal columns share them. */
function joined(bands: readonly Band[]): readonly Band[] {
  return bands.reduce<readonly Band[]>((all, { columns, units }) => {
    const last = all.at(-1);
    return last?.columns === columns
      ? [...all.slice(0, -1), { columns, units: [...last.units, ...units] }]
      : [...all, { columns, units }];
  }, []);
}

function headUnits(ink: Ink, report: ReportDocument, width: number): readonly Unit[] {
  const { size } = ink;
  const line = (text: string, factor: number, type: string, gap = 0.2): Unit =>
    paragraph(ink, [{ text, size: factor * size, weight: 'bold' }], width, {
      gap: gap * size,
      tag: { type },
    });
  return [
    line(report.title, 1.6, 'H1'),
    line(
      [report.researchUse, ...(report.demonstrationPatient ? [reportStrings.demonstrationPatient] : [])].join(
        ' ',
      ),
      1,
      'P',
    ),
    ...lineUnits(ink, report.patient, width).map((unit, k) => (k === 0 ? ruled(ink.pdf, unit, width) : unit)),
  ];
}

/** Label and value three a line. */
function lineUnits(ink: Ink, all: readonly ReportRow[], width: number): readonly Unit[] {
  const count = COLUMN_STARTS.length;
  const lines = all.flatMap((_, k) => (k % count === 0 ? [all.slice(k, k + count)] : []));
  return lines.map(rows =>
    rowUnit(
      ink,
      rows.map((row, k): Cell => ({
        left: (COLUMN_STARTS[k] ?? 0) * width,
        width: ((COLUMN_STARTS[k + 1] ?? 1) - (COLUMN_STARTS[k] ?? 0)) * width - ink.size,
        paragraphs: [[...plain(ink, `${row.label}:`), ...valueSegments(ink, row, NO_NOTES)]],
        tag: { type: 'P' },
      })),
      { gap: 0.1 * ink.size },
    ),
  );
}

/** Parts of the whole width: numbers of a hospital are the longest. */
const COLUMN_STARTS = [0, 0.265, 0.64] as const;

function sentenceUnits(ink: Ink, { conclusion }: ReportDocument, width: number): readonly Unit[] {
  const said = [{ text: conclusion.sentence, size: 1.25 * ink.size, weight: 'bold' }] as const;
  return under(ink, reportStrings.headings.conclusion, width, [
    paragraph(ink, said, width, { gap: 0.2 * ink.size, tag: { type: 'P' } }),
  ]);
}

const besideUnits = (
  ink: Ink,
  { conclusion: { flags, notAssessed } }: ReportDocument,
  width: number,
): readonly Unit[] => [
  ...listUnits(ink, reportStrings.headings.flags, flags, width),
  ...listUnits(ink, reportStrings.headings.notAssessed, notAssessed, width),
];

const limitUnits = (ink: Ink, limits: readonly string[], width: number): readonly Unit[] =>
  under(ink, reportStrings.headings.limits, width, listUnits(ink, undefined, limits, width));

/** What the numbers were taken from, as an archive knows it. */
function sourceUnits(ink: Ink, { sources }: ReportDocument, width: number): readonly Unit[] {
  const units = sources.map(({ kind, title, sopInstanceUid }) =>
    paragraph(
      ink,
      [
        ...plain(ink, `${reportStrings.kinds[kind]}: ${title}`),
        { text: sopInstanceUid, size: ink.size, weight: 'bold' },
      ],
      width,
      { gap: 0.1 * ink.size, tag: { type: 'P' } },
    ),
  );
  return under(ink, reportStrings.headings.sources, width, threeTogether(units));
}
