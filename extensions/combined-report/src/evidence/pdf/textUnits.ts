import { ARTIFACT } from './sheets';
import type { Piece, Strip, Tag, Unit } from './flow';
import type { Segment, TextLine, Typeface } from './typeface';

type Pdf = PDFKit.PDFDocument;

/** What draws letters and lines, and how large; points. */
export interface Ink {
  readonly pdf: Pdf;
  readonly type: Typeface;
  /** Of plain text. */
  readonly size: number;
  /** Of the report's next note. */
  readonly nextSign: () => string;
}

/** Paragraphs within a row, from `left` on, in points from the row's left end. */
export interface Cell {
  readonly left: number;
  readonly width: number;
  readonly paragraphs: readonly (readonly Segment[])[];
  readonly tag: Tag;
}

/** Height of a line of letters of size 1. */
export const LEADING = 1.2;
/** Of the baseline, from the line's top. */
const BASELINE = 0.94;
export const RULE = '#777777';

/** Cells side by side, as high as the highest. @param above a line over all of them, so long */
export function rowUnit(
  { pdf, type }: Ink,
  cells: readonly Cell[],
  {
    gap,
    above,
    staysWithNext = false,
  }: { readonly gap: number; readonly above?: number; readonly staysWithNext?: boolean },
): Unit {
  const lines = cells.map(({ paragraphs, width }) => paragraphs.flatMap(each => type.linesOf(each, width)));
  const count = Math.max(0, ...lines.map(({ length }) => length));
  const strips = Array.from({ length: count }, (_, k): Strip => {
    const size = Math.max(...lines.map(cell => cell[k]?.size ?? 0));
    const pieces = cells.flatMap((cell, index) => piecesOf(type, cell, index, lines[index]?.[k], size));
    return { height: size * LEADING, pieces };
  });
  const unit = { strips, gap, staysWithNext };
  return above === undefined ? unit : ruled(pdf, unit, above);
}

/** With a line above, so long. */
export const ruled = (pdf: Pdf, unit: Unit, width: number): Unit => ({
  ...unit,
  strips: [rule(pdf, width), ...unit.strips],
});

function piecesOf(
  type: Typeface,
  { left, tag }: Cell,
  cell: number,
  line: TextLine | undefined,
  size: number,
): readonly Piece[] {
  if (!line) return [];
  return [{ cell, tag, draw: ({ x, y }) => type.draw(line, { x: x + left, y: y + BASELINE * size }) }];
}

/** A thin line, as high as the room that it takes. */
function rule(pdf: Pdf, width: number): Strip {
  const draw: Piece['draw'] = ({ x, y }) =>
    pdf
      .lineWidth(0.5)
      .moveTo(x, y + 1)
      .lineTo(x + width, y + 1)
      .stroke(RULE);
  return { height: 3, pieces: [{ cell: -1, tag: ARTIFACT, draw }] };
}

export const paragraph = (
  ink: Ink,
  segments: readonly Segment[],
  width: number,
  { gap, tag, staysWithNext = false }: { gap: number; tag: Tag; staysWithNext?: boolean },
): Unit => rowUnit(ink, [{ left: 0, width, paragraphs: [segments], tag }], { gap, staysWithNext });
