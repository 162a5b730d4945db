import { create } from 'fontkit';
import { TimescopeError } from '@timescope/core/errors';
import type { ReportFonts } from '@timescope/core/report/reportFonts';
import { brokenLines } from './brokenLines';
import { printable } from './printable';
import { directionOf, visualRuns, type VisualRun } from './visualRuns';

/** How letters look; size in points. */
export interface Style {
  readonly size: number;
  readonly weight: keyof ReportFonts;
}

/** Words of one style; several follow each other on a line. */
export interface Segment extends Style {
  readonly text: string;
}

/** Letters of one style on one line; points from the line's left end. */
interface Part {
  /** As people read it aloud. */
  readonly text: string;
  readonly runs: readonly VisualRun[];
  readonly style: Style;
  readonly left: number;
  /** With the space behind it. */
  readonly advance: number;
}

export interface TextLine {
  readonly parts: readonly Part[];
  /** Points, without the space behind. */
  readonly width: number;
  readonly size: number;
}

export interface Typeface {
  /** @param width points that a line may take */
  readonly linesOf: (segments: readonly Segment[], width: number) => readonly TextLine[];
  /** @param at points from the left, and of the baseline from the top of the page */
  readonly draw: (line: TextLine, at: { readonly x: number; readonly y: number }) => void;
}

type Pdf = PDFKit.PDFDocument;

/** Measures and draws with the two fonts. @throws TimescopeError MISSING_BUNDLE when a font cannot be read */
export function typeface(pdf: Pdf, fonts: ReportFonts): Typeface {
  const glyphs = { regular: glyphsOf(fonts.regular), bold: glyphsOf(fonts.bold) };
  pdf.registerFont('regular', fonts.regular);
  pdf.registerFont('bold', fonts.bold);
  return {
    linesOf: (segments, width) =>
      setLines(
        pdf,
        segments.map(each => ({ ...each, text: printable(each.text, glyphs[each.weight]) })),
        width,
      ),
    draw: ({ parts }, { x, y }) => parts.forEach(part => drawPart(pdf, part, { x: x + part.left, y })),
  };
}

function setLines(pdf: Pdf, segments: readonly Segment[], width: number): readonly TextLine[] {
  const lines: Part[][] = [[]];
  for (const { text, ...style } of segments) {
    const base = directionOf(text);
    const widthOf = (words: string) => runsWidth(pdf, visualRuns(words, base), style);
    const before = usedOf(lines.at(-1));
    const isTooWide = widthOf(text.split(' ', 1)[0] ?? '') > width - before;
    if (isTooWide && before > 0) lines.push([]);
    const used = usedOf(lines.at(-1));
    const broken = brokenLines(text, (part, line) => widthOf(part) <= (line === 0 ? width - used : width));
    broken.forEach((part, k) => {
      if (k > 0) lines.push([]);
      // The space belongs to the words before, so that whoever copies gets it too.
      const runs = visualRuns(`${part} `, base);
      const advance = runsWidth(pdf, runs, style);
      lines.at(-1)?.push({ text: part, runs, style, left: k === 0 ? used : 0, advance });
    });
  }
  return lines.filter(({ length }) => length > 0).map(parts => lineOf(pdf, parts));
}

const usedOf = (parts: readonly Part[] | undefined): number => {
  const last = parts?.at(-1);
  return last ? last.left + last.advance : 0;
};

function lineOf(pdf: Pdf, parts: readonly Part[]): TextLine {
  const last = parts.at(-1);
  const space = last ? runsWidth(pdf, visualRuns(' ', 'ltr'), last.style) : 0;
  return {
    parts,
    width: usedOf(parts) - space,
    size: Math.max(...parts.map(({ style }) => style.size)),
  };
}

function runsWidth(pdf: Pdf, runs: readonly VisualRun[], { size, weight }: Style): number {
  pdf.font(weight, size);
  return runs.reduce((sum, run) => sum + runWidth(pdf, run), 0);
}

/** A font that turns letters must see all of a run; other runs are remembered word by word. */
const shaping = ({ isTurnedByFont }: VisualRun) => (isTurnedByFont ? { features: [] } : {});

const runWidth = (pdf: Pdf, run: VisualRun): number => pdf.widthOfString(run.letters, shaping(run));

function drawPart(
  pdf: Pdf,
  { runs, style, text }: Part,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  pdf.font(style.weight, style.size);
  // Whoever copies or searches gets the words in the order of reading.
  const isReordered = runs.some(({ isTurnedByFont }) => isTurnedByFont);
  if (isReordered) pdf.markContent('Span', { actual: text });
  let at = x;
  for (const run of runs) {
    pdf.text(run.letters, at, y, { lineBreak: false, baseline: 'alphabetic', ...shaping(run) });
    at += runWidth(pdf, run);
  }
  if (isReordered) pdf.endMarkedContent();
}

function glyphsOf(font: Uint8Array): (codePoint: number) => boolean {
  try {
    const read = create(font as Buffer);
    if ('hasGlyphForCodePoint' in read) return codePoint => read.hasGlyphForCodePoint(codePoint);
  } catch (cause) {
    throw noFont(cause);
  }
  throw noFont();
}

const noFont = (cause?: unknown): TimescopeError =>
  new TimescopeError('MISSING_BUNDLE', 'A font of the report is missing or cannot be read.', {
    nextStep: 'Run "npm ci" and "npm run build" again.',
    cause,
  });
