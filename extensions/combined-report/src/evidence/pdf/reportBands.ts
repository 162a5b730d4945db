import type { ReportDocument, ReportSection } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import { comparisonUnits } from './comparisonUnits';
import { fitsColumn, type Figures } from './figureUnits';
import type { Band, Unit } from './flow';
import { listUnits, sectionUnits, under } from './sectionUnits';
import { NO_NOTES } from './sharedNotes';
import { paragraph, rowUnit, type Cell, type Ink } from './textUnits';
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
  const sections = [report.ct, ...report.pathology, ...report.changes, report.context];
  return joined([
    {
      columns: 1,
      units: [...headUnits(ink, report, widths[1]), ...conclusionUnits(ink, report, widths[1])],
    },
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
    line(report.researchUse, 1.1, 'P'),
    ...(report.demonstrationPatient ? [line(reportStrings.demonstrationPatient, 1.1, 'P')] : []),
    ...patientUnits(ink, report, width),
  ];
}

/** Three a line. */
function patientUnits(ink: Ink, { patient }: ReportDocument, width: number): readonly Unit[] {
  const third = width / COLUMNS;
  const lines = patient.flatMap((_, k) => (k % COLUMNS === 0 ? [patient.slice(k, k + COLUMNS)] : []));
  return lines.map((rows, index) =>
    rowUnit(
      ink,
      rows.map((row, k): Cell => ({
        left: k * third,
        width: third - ink.size,
        paragraphs: [[...plain(ink, `${row.label}:`), ...valueSegments(ink, row, NO_NOTES)]],
        tag: { type: 'P' },
      })),
      { gap: 0.1 * ink.size, ...(index === 0 && { above: width }) },
    ),
  );
}

const COLUMNS = 3;

function conclusionUnits(ink: Ink, { conclusion }: ReportDocument, width: number): readonly Unit[] {
  const { sentence, flags, notAssessed } = conclusion;
  const { headings } = reportStrings;
  const said = paragraph(ink, [{ text: sentence, size: 1.25 * ink.size, weight: 'bold' }], width, {
    gap: 0.2 * ink.size,
    tag: { type: 'P' },
  });
  return under(ink, headings.conclusion, width, [
    said,
    ...listUnits(ink, headings.flags, flags, width),
    ...listUnits(ink, headings.notAssessed, notAssessed, width),
  ]);
}

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
  return under(ink, reportStrings.headings.sources, width, units);
}
