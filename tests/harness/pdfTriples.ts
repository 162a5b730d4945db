import { reportStrings } from '@timescope/core/report/strings';
import { wordsInPlace, type PlacedWord } from './pdfTools';
import { triple, type Triple } from './reportTriples';

/** Words side by side on lines below each other, as they were drawn: a label, a value, a paragraph. */
interface PdfCell {
  readonly text: string;
  readonly page: number;
  /** Of its first line, in points. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** Of its last line. */
  readonly lastY: number;
}

const { headings, columns } = reportStrings;

/**
 * Label and value of a printed report by where pdftotext finds them on the sheet, in the order in which they stand; in the
 * table of CT beside tissue by column. Nothing of the report is known but the words of its strings.
 */
export function triplesOfPdf(pdf: Uint8Array): readonly Triple[] {
  const pages = wordsInPlace(pdf);
  const cells = pages.flatMap((words, page) => cellsOf(withoutMargins(words), page));
  const notes = notesOf(cells);
  const told = cells.filter(({ text }) => !SIGN.test(text.split(' ', 1)[0] ?? ''));
  const resolved = told.map(cell => ({ ...cell, text: withNotes(cell.text, notes) }));
  return sectionsOf(resolved).flatMap(section => sectionTriples(section));
}

/** Head and foot of a page are drawn first, and end with its number. */
function withoutMargins(words: readonly PlacedWord[]): readonly PlacedWord[] {
  const of = reportStrings.page(0, 0).split(' ').length;
  const isNumber = (k: number) =>
    /^\D+ \d+ \D+ \d+$/.test(
      words
        .slice(k, k + of)
        .map(({ text }) => text)
        .join(' '),
    ) && words[k]?.text === reportStrings.page(0, 0).split(' ')[0];
  return words.slice(words.findIndex((_, k) => isNumber(k)) + of);
}

/** Within a line words stand closer than half a letter; a cell's lines begin at one place, a line's height apart. */
function cellsOf(words: readonly PlacedWord[], page: number): readonly PdfCell[] {
  const cells: { text: string; x: number; y: number; lastY: number; size: number; right: number }[] = [];
  for (const { text, x, right, y, size } of words) {
    const last = cells.at(-1);
    const isOnLine = last && near(y, last.lastY) && Math.abs(x - last.right) < 0.45 * size;
    const isBelow = last && near(x, last.x) && near(y - last.lastY, LEADING * size);
    if (last && (isOnLine || isBelow)) Object.assign(last, { text: `${last.text} ${text}`, lastY: y, right });
    else cells.push({ text, x, y, lastY: y, size, right });
  }
  return cells.map(cell => ({ ...cell, page }));
}

const LEADING = 1.2;
const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.15;

/** Raised letters stand for a note below the values. */
const SIGN = /^[\u02b0-\u02b8\u02e1-\u02e3\u1d2c-\u1dbf\u2071\u207f]+$/;

function notesOf(cells: readonly PdfCell[]): ReadonlyMap<string, string> {
  const notes = new Map<string, string>();
  for (const { text } of cells) {
    if (!SIGN.test(text.split(' ', 1)[0] ?? '')) continue;
    let sign = '';
    for (const word of text.split(' ')) {
      if (SIGN.test(word)) notes.set((sign = word), '');
      else notes.set(sign, `${notes.get(sign) ?? ''} ${word}`);
    }
  }
  return notes;
}

const withNotes = (text: string, notes: ReadonlyMap<string, string>): string =>
  text
    .split(' ')
    .map(word => (SIGN.test(word) ? (notes.get(word) ?? `unexplained ${word}`) : word))
    .join(' ');

interface PdfSection {
  readonly title: string;
  /** Left ends of its columns. */
  readonly lefts: readonly number[];
  readonly cells: readonly PdfCell[];
}

/** Headings are larger than what stands below them, and said again where it goes on. */
function sectionsOf(cells: readonly PdfCell[]): readonly PdfSection[] {
  const body = mostFrequent(cells.map(({ size }) => Math.round(100 * size))) / 100;
  const sections: { title: string; lefts: number[]; cells: PdfCell[] }[] = [
    { title: headings.patient, lefts: [], cells: [] },
  ];
  let isAfterPatient = false;
  for (const cell of cells) {
    isAfterPatient ||= near(cell.size, body);
    const last = sections.at(-1);
    if (!isAfterPatient) continue;
    const title = cell.text.replace(CONTINUED, '');
    if (!isHeading(cell.size, body)) last?.cells.push(cell);
    else if (title === cell.text) sections.push({ title, lefts: [cell.x], cells: [] });
    else last?.lefts.push(cell.x);
  }
  return sections;
}

/** Letters of a plot may be nearly as large. */
const isHeading = (size: number, body: number): boolean => Math.abs(size - 1.1 * body) < 0.03;

const CONTINUED = new RegExp(`${escaped(reportStrings.continued(''))}$`);

const mostFrequent = (all: readonly number[]): number =>
  [...all].sort((a, b) => count(all, b) - count(all, a))[0] ?? 0;
const count = (all: readonly number[], one: number): number => all.filter(each => each === one).length;

function sectionTriples({ title, lefts, cells }: PdfSection): readonly Triple[] {
  switch (title) {
    case headings.patient:
      return cells.filter(isLabelled).map(({ text }) => labelled(title, text));
    case headings.conclusion:
    case headings.limits:
      return sentenceTriples(title, cells);
    case headings.comparison:
      return tableTriples(cells);
    case headings.sources:
      return [];
    default:
      if (MISSING.test(cells[0]?.text ?? '')) return [triple(title, '', cells[0]?.text ?? '')];
      return title === headings.context && cells.some(isLabelled)
        ? cells.filter(isLabelled).map(({ text }) => labelled(title, text))
        : rowsOf(cells, lefts).map(([label, value]) => triple(title, label.text, value.text));
  }
}

const isLabelled = ({ text }: PdfCell): boolean => INLINE.some(label => text.startsWith(`${label}: `));

const INLINE = [...Object.values(reportStrings.patient), ...Object.values(reportStrings.context)].flatMap(
  label => (typeof label === 'string' ? [label] : []),
);

/** "Label: value". */
function labelled(section: string, text: string): Triple {
  const at = text.indexOf(':');
  return triple(section, text.slice(0, at), text.slice(at + 1));
}

/**
 * Pairs of cells on one line, the first at the left end of its column. Captions are sentences, which no label is, or tell
 * why there is no picture.
 */
const rowsOf = (
  cells: readonly PdfCell[],
  lefts: readonly number[],
): readonly (readonly [PdfCell, PdfCell])[] =>
  cells.flatMap((cell, k) => {
    const next = cells[k + 1];
    const isFirst = lefts.some(left => near(left, cell.x));
    const isBeside = next?.page === cell.page && near(next.y, cell.y) && next.x > cell.x;
    const isCaption = cell.text.includes(reportStrings.noPicture('').trim()) || cell.text.endsWith('.');
    return next && isFirst && isBeside && !isCaption ? [[cell, next] as const] : [];
  });

/** One large sentence, then lists, each below a few words. */
function sentenceTriples(title: string, cells: readonly PdfCell[]): readonly Triple[] {
  let list = title;
  return cells.flatMap((cell, k) => {
    if (cell.text === headings.flags || cell.text === headings.notAssessed) list = cell.text;
    else if (cell.text !== BULLET && (k === 0 || cells[k - 1]?.text === BULLET))
      return [triple(list, '', cell.text)];
    return [];
  });
}

const BULLET = '\u2022';

/** The table's columns from their heads, then its rows. */
function tableTriples(cells: readonly PdfCell[]): readonly Triple[] {
  const [ct, tissue] = [columns.ct, columns.tissue].map(head => cells.find(({ text }) => text === head));
  const item = cells.find(({ text }) => text === columns.item);
  if (!ct || !tissue || !item) return [];
  const heads = cells.filter(({ page, y }) => page === item.page && near(y, item.y));
  const isHead = ({ text }: PdfCell) => [ct, tissue, ...heads].some(head => head.text === text);
  const agreement = heads.find(({ text }) => text === columns.agreement);
  const table = { ct, tissue, heads, agreementX: agreement?.x ?? 0 };
  const rows: PdfCell[][] = [];
  for (const cell of cells.filter((each, k) => !(isHead(each) && isInHead(cells, k, isHead)))) {
    if (near(cell.x, item.x)) rows.push([cell]);
    else rows.at(-1)?.push(cell);
  }
  return rows.filter(({ length }) => length > 1).flatMap(row => rowTriples(table, row));
}

/** A head's neighbours are heads. */
const isInHead = (cells: readonly PdfCell[], k: number, isHead: (cell: PdfCell) => boolean): boolean =>
  [cells[k - 1], cells[k + 1]].some(each => each !== undefined && isHead(each));

interface Heads {
  readonly ct: PdfCell;
  readonly tissue: PdfCell;
  readonly heads: readonly PdfCell[];
  readonly agreementX: number;
}

function rowTriples({ ct, tissue, heads, agreementX }: Heads, row: readonly PdfCell[]): readonly Triple[] {
  const [item, ...cells] = row;
  if (!item) return [];
  const label = item.text;
  const headOf = (cell: PdfCell) => heads.find(({ x }) => near(x, cell.x))?.text;
  const side = (name: string, from: number, to: number): readonly Triple[] => {
    const section = `${label}: ${name}`;
    const inSide = cells.filter(({ x, y }) => near(y, item.y) && x >= from - 0.15 && x < to - 0.15);
    const [only, ...more] = inSide;
    if (only && more.length === 0 && MISSING.test(only.text)) return [triple(section, '', only.text)];
    return inSide.flatMap(cell => {
      const head = headOf(cell);
      return head === undefined ? inWords(section, cell.text) : [triple(section, head, cell.text)];
    });
  };
  const below = cells.filter(({ y }) => !near(y, item.y));
  return [
    ...side(columns.ct, ct.x, tissue.x),
    ...below.flatMap(({ text }) => inWords(`${label}: ${columns.ct}`, text)),
    ...side(columns.tissue, tissue.x, agreementX),
    ...cells
      .filter(({ x, y }) => near(y, item.y) && x >= agreementX - 0.15)
      .map(cell => triple(label, headOf(cell) ?? '', cell.text)),
  ];
}

const MISSING = new RegExp(`^(${reportStrings.notAssessed}|${reportStrings.notEvaluable})`);

/** "Label: value label: value". */
function inWords(section: string, text: string): readonly Triple[] {
  const labels = Object.values(reportStrings.compared).filter(each => typeof each === 'string');
  const any = labels.map(label => escaped(`${label}:`)).join('|');
  return text.split(new RegExp(`(?=(?:^|(?<= ))(?:${any}))`)).map(part => labelled(section, part.trim()));
}

function escaped(text: string): string {
  return text.replace(/[\^$.*+?()[\]{}|]/g, '\\$&');
}
