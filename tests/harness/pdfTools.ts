import { spawnSync } from 'node:child_process';

/** The words of a PDF in the order in which they were drawn. @throws when pdftotext cannot read it */
export const wordsOfPdf = (pdf: Uint8Array): string => output('pdftotext', ['-raw', '-', '-'], pdf);

/** What pdfinfo says of a PDF, a line each. */
export const aboutPdf = (pdf: Uint8Array): string => output('pdfinfo', ['-'], pdf);

/** The words of the elements that screen readers follow, in their order. */
export const structureOfPdf = (pdf: Uint8Array): string =>
  [...output('pdfinfo', ['-struct-text', '-'], pdf).matchAll(/^\s*"(.*)"$/gm)]
    .map(([, words = '']) => words)
    .join('\n');

/** Fonts, a line each: name, type, encoding, embedded, subset, with a map to Unicode. */
export const fontsOfPdf = (pdf: Uint8Array): string => output('pdffonts', ['-'], pdf);

function output(tool: string, options: readonly string[], input: Uint8Array): string {
  const { status, stdout, stderr, error } = spawnSync(tool, options, { input, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
