import type { Panel, TidyTable } from '../studyParts';

/** A file of the report, by its path in the folder. */
export interface StudyFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** The CSV of a table; the SVG and the CSV of a figure; the pictures. */
export function filesOf(part: string, { letter, content }: Panel): StudyFile[] {
  const stem = [part.toLowerCase().replaceAll(' ', '-'), letter.toLowerCase()]
    .filter(word => word !== '')
    .join('-');
  if (content.kind === 'table') return [{ path: `tables/${stem}.csv`, content: csvOf(content.data) }];
  if (content.kind === 'figure')
    return [
      { path: `figures/${stem}.svg`, content: content.svg },
      { path: `figures/${stem}.csv`, content: csvOf(content.data) },
    ];
  if (content.kind === 'pictures')
    return content.pictures.map(({ bytes }, k) => ({ path: `figures/${stem}-${k + 1}.png`, content: bytes }));
  return [];
}

/** RFC 4180 with a header line; what is not evaluable is an empty cell. */
export function csvOf({ columns, rows }: TidyTable): string {
  const cell = (value: string | number | null) =>
    value === null ? '' : typeof value === 'number' ? String(value) : quoted(value);
  return `${[columns, ...rows].map(row => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

const quoted = (words: string): string =>
  /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
