import type {
  ComparedSide,
  ComparisonRow,
  PrintedValue,
  ReportDocument,
  ReportRow,
  ReportSection,
} from './reportDocument';
import { readableMoment } from './readableMoment';
import { readableName } from './readableName';
import { reportStrings } from './strings';

const COLUMNS = 80;
/** Labels stand left of this column, values from it on. */
const VALUES_FROM = 38;

const { headings, columns } = reportStrings;

/** The report as text of at most 80 columns, for a record that takes nothing else. Pictures and plots are left out. */
export function plainText(report: ReportDocument): string {
  const { conclusion } = report;
  const lines = [
    report.title.toUpperCase(),
    ...wrapped(report.researchUse, COLUMNS),
    ...(report.demonstrationPatient ? wrapped(reportStrings.demonstrationPatient, COLUMNS) : []),
    ...block(headings.patient, report.patient.flatMap(rowLines)),
    ...block(headings.conclusion, wrapped(conclusion.sentence, COLUMNS)),
    ...block(headings.flags, conclusion.flags.flatMap(bullet)),
    ...block(headings.notAssessed, conclusion.notAssessed.flatMap(bullet)),
    ...block(headings.comparison, report.comparison.flatMap(comparedLines)),
    ...[report.ct, ...report.pathology, ...report.changes, report.context].flatMap(sectionLines),
    ...block(headings.limits, report.limits.flatMap(bullet)),
    ...sectionLines(report.provenance),
    ...block(headings.sources, report.sources.flatMap(sourceLines)),
  ];
  return `${lines.join('\n')}\n`;
}

const block = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ['', ...wrapped(title, COLUMNS), '-'.repeat(COLUMNS), ...lines];

/** A part that is not there at all is one line, as on the page. */
const sectionLines = ({ title, rows, notes, absent }: ReportSection): readonly string[] =>
  absent
    ? block(title, wrapped(valueWords(absent), COLUMNS))
    : block(title, [...rows.flatMap(rowLines), ...notes.flatMap(bullet)]);

const rowLines = ({ label, value, detail }: ReportRow): readonly string[] =>
  aligned(label, valueWords(value, detail));

/** A value with what it is of, or with why it is not there. */
function valueWords({ text, because }: PrintedValue, detail?: string): string {
  const behind = because ?? detail;
  return behind === undefined || behind === '' ? text : `${text} (${behind})`;
}

function comparedLines(row: ComparisonRow): readonly string[] {
  const { text, because } = row.agreement;
  return [
    ...wrapped(row.label, COLUMNS),
    ...sideLines(columns.ct, row.ct),
    ...sideLines(columns.tissue, row.tissue),
    ...aligned(
      `  ${columns.agreement}`,
      valueWords({ text: reportStrings.agreement[text], ...(because !== undefined && { because }) }),
    ),
    ...aligned(`  ${columns.decision}`, row.decided),
  ];
}

const sideLines = (name: string, side: ComparedSide): readonly string[] =>
  side.kind === 'missing'
    ? aligned(`  ${name}`, valueWords(side))
    : [`  ${name}`, ...side.rows.flatMap(row => rowLines({ ...row, label: `    ${row.label}` }))];

const sourceLines = (source: ReportDocument['sources'][number]): readonly string[] => [
  ...aligned(
    reportStrings.kinds[source.kind],
    [
      source.title,
      `${columns.version} ${source.version}`,
      readableMoment(source.savedAt),
      readableName(source.reader),
    ]
      .filter(part => part !== '')
      .join(', '),
  ),
  ...aligned('', source.sopInstanceUid),
];

const bullet = (words: string): readonly string[] =>
  wrapped(words, COLUMNS - 2).map((line, at) => (at === 0 ? `- ${line}` : `  ${line}`));

/** The value beside its label where every word of it fits there, else below it. */
function aligned(label: string, value: string): readonly string[] {
  const room = COLUMNS - VALUES_FROM;
  const longest = Math.max(...value.split(/\s+/).map(width));
  if (width(label) < VALUES_FROM && longest <= room) {
    const [first = '', ...others] = wrapped(value, room);
    const margin = ' '.repeat(VALUES_FROM);
    return [label.padEnd(VALUES_FROM) + first, ...others.map(line => margin + line)];
  }
  const below = wrapped(value, COLUMNS - 4).map(line => `    ${line}`);
  if (label.trim() === '') return below;
  return [...(width(label) <= COLUMNS ? [label] : wrapped(label, COLUMNS)), ...below];
}

/** Lines of at most this many characters; what was typed on lines of its own stays so. */
const wrapped = (words: string, columns: number): readonly string[] =>
  words.split(/\r\n|[\n\r]/).flatMap(line => wrappedLine(line, columns));

function wrappedLine(line: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/\s+/).flatMap(each => pieces(each, columns))) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (width(longer) <= columns) current = longer;
    else {
      lines.push(current);
      current = word;
    }
  }
  return [...lines, current];
}

/** A word that is longer than a line is cut; all others stay whole. */
function pieces(word: string, columns: number): readonly string[] {
  const letters = Array.from(word);
  const count = Math.max(1, Math.ceil(letters.length / columns));
  return Array.from({ length: count }, (_, k) => letters.slice(k * columns, (k + 1) * columns).join(''));
}

/** In characters: a letter outside the basic plane is one. */
const width = (words: string): number => Array.from(words).length;
