/**
 * A text broken at its spaces; a word that is wider than a whole line is cut between letters.
 * @param fits whether a text has room in a line, counted from 0
 */
export function brokenLines(text: string, fits: (part: string, line: number) => boolean): readonly string[] {
  const lines: string[] = [];
  const fitsNow = (part: string) => fits(part.trimEnd(), lines.length);
  let line = '';
  for (const word of text.split(BREAKS)) {
    if (line !== '' && !fitsNow(line + word)) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
    while (!fitsNow(line)) {
      const start = startThatFits(line, fitsNow);
      lines.push(start);
      line = line.slice(start.length);
    }
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()];
}

/** After a space, and after the hyphen of a word. */
const BREAKS = /(?<= )|(?<=\p{L}-)(?=\p{L})/u;

/** As many letters, with their accents, as fit; one at least. */
function startThatFits(line: string, fits: (part: string) => boolean): string {
  const letters = line.match(/\P{M}\p{M}*|\p{M}+/gu) ?? [line];
  let count = 1;
  while (count < letters.length && fits(letters.slice(0, count + 1).join(''))) count++;
  return letters.slice(0, count).join('');
}
