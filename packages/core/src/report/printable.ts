/**
 * Text as a page can show it. What the font has no glyph for, and what acts on the text around it without being seen
 * (controls, marks that turn the direction of writing), is written by its code point, like U+4E2D; nothing is dropped.
 * What is written so once stays as it is.
 */
export function printable(text: string, hasGlyph: (codePoint: number) => boolean = () => true): string {
  let shown = '';
  let isAfterCodePoint = false;
  for (const letter of text) {
    const written = /[\t\n\v\f\r\u2028\u2029]/.test(letter) ? ' ' : letter;
    const codePoint = written.codePointAt(0) ?? 0;
    const isShown = !ACTS_UNSEEN.test(written) && hasGlyph(codePoint);
    // A code point stands apart from letters, so that none is read as one of its digits.
    const needsSpace =
      (isAfterCodePoint || !isShown) && WORD_ENDS.test(shown) && (!isShown || WORD.test(written));
    shown += `${needsSpace ? ' ' : ''}${isShown ? written : `U+${hexadecimal(codePoint)}`}`;
    isAfterCodePoint = !isShown;
  }
  return shown;
}

/** Controls, halves of surrogate pairs, formats but the two joiners that Arabic and Persian write with. */
const ACTS_UNSEEN = /[\p{Cc}\p{Cs}]|(?![\u200c\u200d])\p{Cf}/u;
const WORD = /[\p{L}\p{N}]/u;
const WORD_ENDS = /[\p{L}\p{N}]$/u;

const hexadecimal = (codePoint: number): string => codePoint.toString(16).toUpperCase().padStart(4, '0');
