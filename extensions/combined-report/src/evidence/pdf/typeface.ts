import { create } from 'fontkit';
import { TimescopeError } from '@timescope/core/errors';
import type { ReportFonts } from '@timescope/core/report/reportFonts';
import { brokenLines } from './brokenLines';
import { printable } from '@timescope/core/report/printable';
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

/** Points that runs take in a style. */
type Measure = (runs: readonly VisualRun[], style: Style) => number;

/** Measures and draws with the two fonts. @throws TimescopeError MISSING_BUNDLE when a font cannot be read */
export function typeface(pdf: Pdf, fonts: ReportFonts): Typeface {
  const glyphs = { regular: glyphsOf(fonts.regular), bold: glyphsOf(fonts.bold) };
  pdf.registerFont('regular', fonts.regular);
  pdf.registerFont('bold', fonts.bold);
  const measure = measured(pdf);
  const shown = (segment: Segment): Segment => ({
    ...segment,
    text: printable(segment.text, glyphs[segment.weight]),
  });
  return {
    linesOf: (segments, width) => setLines(measure, segments.map(shown), width),
    draw: ({ parts }, { x, y }) =>
      parts.forEach(({ runs, style, left }) => drawRuns(pdf, measure, runs, style, { x: x + left, y })),
  };
}

/** A report is set in several sizes, and broken at several widths: each word is asked for once. */
function measured(pdf: Pdf): Measure {
  const known = { regular: new Map<string, number>(), bold: new Map<string, number>() };
  const ofOne = (letters: string, run: VisualRun, weight: Style['weight']): number => {
    const before = known[weight].get(letters);
    if (before !== undefined) return before;
    pdf.font(weight, 1);
    const width = pdf.widthOfString(letters, shaping(run));
    known[weight].set(letters, width);
    return width;
  };
  const ofRun = (run: VisualRun, weight: Style['weight']): number =>
    (run.isTurnedByFont ? [run.letters] : run.letters.split(/(?<= )/)).reduce(
      (sum, letters) => sum + ofOne(letters, run, weight),
      0,
    );
  return (runs, { size, weight }) => size * runs.reduce((sum, run) => sum + ofRun(run, weight), 0);
}

/** A font that turns letters must see all of a run; other runs are set word by word. */
const shaping = ({ isTurnedByFont }: VisualRun) => (isTurnedByFont ? { features: [] } : {});

function setLines(measure: Measure, segments: readonly Segment[], width: number): readonly TextLine[] {
  const lines: Part[][] = [[]];
  for (const { text, ...style } of segments) {
    const base = directionOf(text);
    const widthOf = (words: string) => measure(visualRuns(words, base), style);
    const before = usedOf(lines.at(-1));
    const isTooWide = widthOf(text.split(' ', 1)[0] ?? '') > width - before;
    if (isTooWide && before > 0) lines.push([]);
    const used = usedOf(lines.at(-1));
    const broken = brokenLines(text, (part, line) => widthOf(part) <= (line === 0 ? width - used : width));
    broken.forEach((part, k) => {
      if (k > 0) lines.push([]);
      // The space belongs to the words before, so that whoever copies gets it too.
      const runs = visualRuns(`${part} `, base);
      lines.at(-1)?.push({ runs, style, left: k === 0 ? used : 0, advance: measure(runs, style) });
    });
  }
  return lines.filter(({ length }) => length > 0).map(parts => lineOf(measure, parts));
}

const usedOf = (parts: readonly Part[] | undefined): number => {
  const last = parts?.at(-1);
  return last ? last.left + last.advance : 0;
};

function lineOf(measure: Measure, parts: readonly Part[]): TextLine {
  const last = parts.at(-1);
  const space = last ? measure(visualRuns(' ', 'ltr'), last.style) : 0;
  return {
    parts,
    width: usedOf(parts) - space,
    size: Math.max(...parts.map(({ style }) => style.size)),
  };
}

function drawRuns(
  pdf: Pdf,
  measure: Measure,
  runs: readonly VisualRun[],
  style: Style,
  { x, y }: { readonly x: number; readonly y: number },
): void {
  let at = x;
  for (const run of runs) {
    pdf.font(style.weight, style.size);
    pdf.text(run.letters, at, y, { lineBreak: false, baseline: 'alphabetic', ...shaping(run) });
    at += measure([run], style);
  }
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
