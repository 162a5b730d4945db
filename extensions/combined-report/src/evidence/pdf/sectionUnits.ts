import type { PrintedValue, ReportRow, ReportSection } from '@timescope/core/report/reportDocument';
import { reportStrings } from '@timescope/core/report/strings';
import { figureUnits, type Figures } from './figureUnits';
import { stripsHeight, type Tag, type Unit } from './flow';
import { NO_NOTES, sharedNotes, type SharedNotes } from './sharedNotes';
import { paragraph, rowUnit, type Ink } from './textUnits';
import { besideOf, plain, valueSegments } from './values';

/** A section of the report in a column of this width: heading, figures, rows, notes. */
export function sectionUnits(
  ink: Ink,
  section: ReportSection,
  width: number,
  figures: Figures,
): readonly Unit[] {
  if (section.absent) return under(ink, section.title, width, [absentUnit(ink, section.absent, width)]);
  const notes = sharedNotes(section.rows.flatMap(besideOf), ink.nextSign);
  const below = noteUnits(ink, notes, section.notes, width);
  const rows = threeTogether(rowUnits(ink, section.rows, width, notes));
  // No note alone in a column.
  const last = rows.slice(-1).map(row => ({ ...row, staysWithNext: below.length > 0 }));
  return under(ink, section.title, width, [
    ...figureUnits(ink, section.figures, width, figures),
    ...rows.slice(0, -1),
    ...last,
    ...below,
  ]);
}

/** One line in place of a section's rows: not assessed, and why. */
const absentUnit = (ink: Ink, value: PrintedValue, width: number): Unit =>
  paragraph(ink, valueSegments(ink, { value }, NO_NOTES), width, { gap: 0, tag: { type: 'P' } });

/** Signs and what they stand for follow each other; a note of the section has a line of its own. */
export function noteUnits(
  ink: Ink,
  { lines }: SharedNotes,
  notes: readonly string[],
  width: number,
): readonly Unit[] {
  const signs = lines.flatMap((line, k) => plain(ink, k < lines.length - 1 ? `${line};` : line));
  return [...(signs.length > 0 ? [signs] : []), ...notes.map(note => plain(ink, note))].map(segments =>
    paragraph(ink, segments, width, { gap: 0.1 * ink.size, tag: { type: 'P' } }),
  );
}

/** Units below a heading; where they go on in another column, it is said again. */
export function under(ink: Ink, title: string, width: number, units: readonly Unit[]): readonly Unit[] {
  const heading = (text: string): Unit => {
    const words = [{ text, size: 1.1 * ink.size, weight: 'bold' }] as const;
    return rowUnit(ink, [{ left: 0, width, paragraphs: [words], tag: { type: 'H2' } }], {
      gap: 0.5 * ink.size,
      above: width,
      staysWithNext: true,
    });
  };
  const again = heading(reportStrings.continued(title));
  const [table] = units.flatMap(unit => unit.heading ?? []);
  const withHeads = table && { ...again, strips: [...again.strips, ...table.strips] };
  const saidAgain = ({ heading: heads }: Unit) => (heads && withHeads ? withHeads : again);
  return units.length === 0
    ? []
    : [heading(title), ...units.map(unit => ({ ...unit, heading: saidAgain(unit) }))];
}

/** The first three of many stand together, and the last three: no one or two are left behind or carried over. */
export const threeTogether = (units: readonly Unit[]): readonly Unit[] =>
  units.map((unit, k) => {
    const isOfThree = k < 2 || (k >= units.length - 3 && k < units.length - 1);
    return isOfThree ? { ...unit, staysWithNext: true } : unit;
  });

/** Labels on the left, values on the right, divided where the rows become lowest. */
function rowUnits(ink: Ink, rows: readonly ReportRow[], width: number, notes: SharedNotes): readonly Unit[] {
  const table: Tag = { type: 'Table' };
  const dividedAt = (share: number) =>
    rows.map(row => labelled(ink, row, notes, table, width, share * width));
  return LABEL_SHARES.map(dividedAt).reduce((best, each) => (heightOf(each) < heightOf(best) ? each : best));
}

const LABEL_SHARES = [0.42, 0.5, 0.58, 0.34] as const;

const heightOf = (units: readonly Unit[]): number =>
  units.reduce((sum, { strips }) => sum + stripsHeight(strips), 0);

function labelled(
  ink: Ink,
  row: ReportRow,
  notes: SharedNotes,
  table: Tag,
  width: number,
  label: number,
): Unit {
  const parent: Tag = { type: 'TR', parent: table };
  const head = { left: 0, width: label - ink.size, paragraphs: [plain(ink, row.label)] };
  const value = { left: label, width: width - label, paragraphs: [valueSegments(ink, row, notes)] };
  return rowUnit(
    ink,
    [
      { ...head, tag: { type: 'TH', scope: 'Row', parent } },
      { ...value, tag: { type: 'TD', parent } },
    ],
    { gap: 0.05 * ink.size },
  );
}

/** Items with a bullet each, below a few words in bold. */
export function listUnits(
  ink: Ink,
  title: string | undefined,
  items: readonly string[],
  width: number,
): readonly Unit[] {
  const { size } = ink;
  const list: Tag = { type: 'L' };
  const units = items.map(item => {
    const parent: Tag = { type: 'LI', parent: list };
    const cells = [
      { left: 0, width: size, paragraphs: [plain(ink, '\u2022')], tag: { type: 'Lbl', parent } },
      { left: size, width: width - size, paragraphs: [plain(ink, item)], tag: { type: 'LBody', parent } },
    ];
    return rowUnit(ink, cells, { gap: 0.05 * size });
  });
  if (title === undefined || units.length === 0) return threeTogether(units);
  const head = [{ text: title, size, weight: 'bold' }] as const;
  return [
    paragraph(ink, head, width, { gap: 0.3 * size, tag: { type: 'P' }, staysWithNext: true }),
    ...threeTogether(units),
  ];
}
