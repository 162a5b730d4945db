import { spawnSync } from 'node:child_process';

/** The words of a PDF in the order in which they were drawn. @throws when pdftotext cannot read it */
export const wordsOfPdf = (pdf: Uint8Array): string => output('pdftotext', ['-raw', '-', '-'], pdf);

/** A word on a page; points from its upper left corner. */
export interface PlacedWord {
  readonly text: string;
  readonly x: number;
  readonly right: number;
  /** Of the upper edge. */
  readonly y: number;
  /** Of the letters. */
  readonly size: number;
}

/** The words of each page where pdftotext finds them, in the order in which they were drawn. */
export const wordsInPlace = (pdf: Uint8Array): readonly (readonly PlacedWord[])[] =>
  output('pdftotext', ['-raw', '-bbox', '-', '-'], pdf)
    .split('<page ')
    .slice(1)
    .map(page => [...page.matchAll(WORD)].map(([, ...found]) => placedWord(found)));

const WORD = /<word xMin="([^"]*)" yMin="([^"]*)" xMax="([^"]*)" yMax="([^"]*)">([^<]*)</g;
/** Height of the letters' box, of size 1, in DejaVu Sans. */
const BOX = 1.164;

function placedWord([x = '', y = '', right = '', bottom = '', written = '']: readonly string[]): PlacedWord {
  const text = written
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
  const [top, size] = [Number(y), (Number(bottom) - Number(y)) / BOX];
  return { text, x: Number(x), right: Number(right), y: top, size };
}

/** What pdfinfo says of a PDF, a line each. */
export const aboutPdf = (pdf: Uint8Array): string => output('pdfinfo', ['-'], pdf);

/** The words of the elements that screen readers follow, in their order. */
export const structureOfPdf = (pdf: Uint8Array): string =>
  [...output('pdfinfo', ['-struct-text', '-'], pdf).matchAll(/^\s*"(.*)"$/gm)]
    .map(([, words = '']) => words)
    .join('\n');

/** Fonts, a line each: name, type, encoding, embedded, subset, with a map to Unicode. */
export const fontsOfPdf = (pdf: Uint8Array): string => output('pdffonts', ['-'], pdf);

/** Pictures, a line each: page, size, colours, pixels an inch. */
export const picturesOfPdf = (pdf: Uint8Array): readonly string[] =>
  output('pdfimages', ['-list', '-'], pdf).split('\n').slice(2, -1);

function output(tool: string, options: readonly string[], input: Uint8Array): string {
  const { status, stdout, stderr, error } = spawnSync(tool, options, { input, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
