import { TimescopeError } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** A tidy table: one row an observation, cells as they are written. */
export interface CsvTable {
  readonly name: string;
  readonly sha256: string;
  readonly columns: readonly string[];
  /** `line` is the line of the file in which the row begins, from 1. */
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** Reads a CSV file (RFC 4180; commas, semicolons or tabs as its first line has them). @throws TimescopeError */
export async function readCsvTable(file: string): Promise<CsvTable> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `The table ${file} cannot be read.`, {
      nextStep: 'Give the path of a CSV file with a header line.',
      cause,
    });
  });
  const text = utf8(bytes, file).replace(/^\uFEFF/, '');
  const [header, ...rows] = records(text, separatorOf(text), file).filter(({ cells }) =>
    cells.some(cell => cell !== ''),
  );
  const columns = header?.cells.map(cell => cell.trim()) ?? [];
  if (rows.length === 0) throw refused(`The table ${file} has no rows below its header.`);
  const twice = columns.find((name, k) => columns.indexOf(name) !== k);
  if (twice !== undefined) throw refused(`The table ${file} has two columns named "${twice}".`);
  const ragged = rows.find(({ cells }) => cells.length !== columns.length);
  if (ragged)
    throw refused(
      `Line ${ragged.line} of ${file} has ${ragged.cells.length} cells, where the header has ${columns.length} columns.`,
    );
  return { name: path.basename(file), sha256: sha256Hex(bytes), columns, rows };
}

export function refused(message: string): TimescopeError {
  return new TimescopeError('NOT_A_TABLE', message, { nextStep: 'Mend the table and run again.' });
}

function utf8(bytes: Uint8Array, file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw refused(`The table ${file} is not written in UTF-8.`);
  }
}

/** The most frequent of the three in the header line. */
function separatorOf(text: string): string {
  const [header = ''] = text.split(/\r?\n/, 1);
  const count = (separator: string) => header.split(separator).length;
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best));
}

function records(text: string, separator: string, file: string): { line: number; cells: string[] }[] {
  const all: { line: number; cells: string[] }[] = [];
  let [line, start, cells, cell, isQuoted]: [number, number, string[], string, boolean] = [
    1,
    1,
    [],
    '',
    false,
  ];
  const endCell = () => {
    cells.push(cell);
    cell = '';
  };
  const endRow = () => {
    endCell();
    all.push({ line: start, cells });
    cells = [];
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '\n') line++;
    if (isQuoted && letter === '"' && text[at + 1] === '"') cell += text.charAt(at++);
    else if (letter === '"' && (isQuoted || cell === '')) isQuoted = !isQuoted;
    else if (!isQuoted && letter === separator) endCell();
    else if (!isQuoted && letter === '\n') {
      endRow();
      start = line;
    } else if (isQuoted || letter !== '\r') cell += letter;
  }
  if (isQuoted) throw refused(`A quotation mark of ${file}, in line ${start}, is never closed.`);
  if (cell !== '' || cells.length > 0) endRow();
  return all;
}
