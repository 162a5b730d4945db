import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Replaces what stands between `<!-- NAME: begin -->` and `<!-- NAME: end -->` in a document.
 * @throws RangeError when the document has no such block
 */
export function writeBlock(file: string, name: string, text: string): void {
  const document = readFileSync(file, 'utf8');
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
  const [from, to] = [document.indexOf(begin), document.indexOf(end)];
  if (from < 0 || to < from) throw new RangeError(`${file} has no block ${name}.`);
  writeFileSync(file, `${document.slice(0, from + begin.length)}\n\n${text}\n\n${document.slice(to)}`);
}
