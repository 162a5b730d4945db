import { messageOf, TimescopeError } from '@timescope/core/errors';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { EXIT_REJECTED, EXIT_USAGE, exitCodeOf } from '../exitCodes';
import { isAddress } from '../slide/archiveSlide';
import { readCsvTable, refused, type CsvTable } from '../stats/csvTable';
import { caseCommands, INPUT, INPUTS, type CaseCommand } from './caseCommands';
import type { CohortCase, LeftOutLine } from './cohortCase';
import { keyOf, keyParts } from './caseKey';

/** A line of the manifest as it is written: column to value, empty ones left out. */
export interface ManifestLine {
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
}

/** The lines of a manifest and the folder that its paths start from. */
export interface Manifest {
  readonly folder: string;
  readonly lines: readonly ManifestLine[];
}

/** Columns whose names begin so are carried along to the tables. */
const NOTE = 'note.';

/** @throws TimescopeError NOT_A_TABLE for columns that no command knows, NOT_FOUND */
export async function readManifest(file: string): Promise<Manifest> {
  const table = await readCsvTable(file);
  requireColumns(table);
  const lines = table.rows.map(({ line, cells }) => ({
    line,
    values: Object.fromEntries(
      cells
        .map((cell, at) => [table.columns[at] ?? '', cell.trim()] as const)
        .filter(([, value]) => value !== ''),
    ),
  }));
  return { folder: path.dirname(path.resolve(file)), lines };
}

function requireColumns({ name, columns }: CsvTable): void {
  if (!columns.includes('case')) throw refused(`The manifest ${name} has no column "case".`);
  if (!columns.some(column => INPUTS.has(column)))
    throw refused(`The manifest ${name} has no column "${INPUT}" (for immune: cd3, cd8, he).`);
  const unknown = columns.filter(column => !KNOWN.has(column) && !column.startsWith(NOTE));
  if (unknown.length > 0)
    throw refused(
      `The manifest ${name} has columns that mean nothing here: ${unknown.join(', ')}. ` +
        `Known are ${[...KNOWN].join(', ')}; columns to carry along begin with "${NOTE}".`,
    );
}

const KNOWN = new Set([
  'case',
  'command',
  ...Object.values(caseCommands).flatMap(({ paths, settings }) => [...paths, ...settings]),
]);

/**
 * Looks at every line before anything runs: its files are there, its settings are such, its input opens.
 * @param settings columns that hold for every line that does not have them
 * @throws TimescopeError NOT_A_TABLE for a case that is there twice: which of the two is meant nobody can tell.
 */
export async function casesOf(
  { folder, lines }: Manifest,
  settings: Readonly<Record<string, string>>,
): Promise<{ cases: CohortCase[]; leftOut: LeftOutLine[] }> {
  requireNamedOnce(lines);
  const cases: CohortCase[] = [];
  const leftOut: LeftOutLine[] = [];
  for (const { line, values } of lines) {
    const name = values.case ?? '';
    try {
      cases.push(await caseOf(line, { ...settings, ...values }, folder));
    } catch (thrown) {
      if (![EXIT_USAGE, EXIT_REJECTED].includes(exitCodeOf(thrown))) throw thrown;
      const next = thrown instanceof TimescopeError ? ` ${thrown.nextStep}` : '';
      leftOut.push({ line, name, reason: `${messageOf(thrown)}${next}` });
    }
  }
  requireMeasuredOnce(cases);
  return { cases, leftOut };
}

function requireNamedOnce(lines: readonly ManifestLine[]): void {
  const seen = new Map<string, number>();
  for (const { line, values } of lines) {
    const { case: name } = values;
    if (name === undefined) throw refused(`Line ${line} of the manifest has no case name.`);
    const before = seen.get(name);
    if (before !== undefined)
      throw refused(`The case "${name}" is in line ${before} and again in line ${line}.`);
    seen.set(name, line);
  }
}

function requireMeasuredOnce(cases: readonly CohortCase[]): void {
  const seen = new Map<string, CohortCase>();
  for (const one of cases) {
    const before = seen.get(one.key);
    if (before)
      throw refused(
        `Line ${one.line} ("${one.name}") measures the same input in the same way as line ${before.line} ("${before.name}").`,
      );
    seen.set(one.key, one);
  }
}

async function caseOf(
  line: number,
  values: Readonly<Record<string, string>>,
  folder: string,
): Promise<CohortCase> {
  const name = values.case ?? '';
  const command = values.command ?? 'score';
  const known = Object.hasOwn(caseCommands, command) ? caseCommands[command] : undefined;
  if (!known)
    throw usage(`There is no case command "${command}".`, `Use ${Object.keys(caseCommands).join(' or ')}.`);
  const given = Object.entries(values).filter(([column]) => isOption(column));
  const foreign = given.find(([column]) => !known.paths.includes(column) && !known.settings.includes(column));
  if (foreign) throw usage(`The command ${command} takes no "${foreign[0]}".`, 'Leave that cell empty.');
  const placed = new Map<string, string>();
  for (const [column, value] of given)
    placed.set(column, known.paths.includes(column) ? await placeOf(column, value, folder) : value);
  const argv = argvOf(known, placed);
  const parts = await keyParts(command, known, argv);
  const notes = Object.entries(values).flatMap(([column, value]) =>
    column.startsWith(NOTE) ? [[column.slice(NOTE.length), value] as const] : [],
  );
  return { name, line, command, argv, notes: Object.fromEntries(notes), key: keyOf(parts), parts };
}

const isOption = (column: string): boolean =>
  column !== 'case' && column !== 'command' && !column.startsWith(NOTE);

/**
 * Settings of a call: their files are meant from where it is made, not from the manifest's folder.
 * @throws TimescopeError NOT_FOUND
 */
export async function placedSettings(
  settings: Readonly<Record<string, string>>,
  folder: string,
): Promise<Record<string, string>> {
  const files = new Set(Object.values(caseCommands).flatMap(({ paths }) => paths));
  const placed: Record<string, string> = {};
  for (const [column, value] of Object.entries(settings))
    placed[column] = files.has(column) ? await placeOf(column, value, folder) : value;
  return placed;
}

/** Paths are meant from the manifest's folder; a name of something built in is no path. */
async function placeOf(column: string, value: string, folder: string): Promise<string> {
  if (isAddress(value)) return value;
  const file = path.resolve(folder, value);
  const isThere = await stat(file).then(
    () => true,
    () => false,
  );
  if (isThere) return file;
  if (
    INPUTS.has(column) ||
    column.startsWith('roi') ||
    path.basename(value) !== value ||
    path.extname(value) !== ''
  )
    throw new TimescopeError('NOT_FOUND', `The ${column} ${file} does not exist.`, {
      nextStep: 'Check the path.',
    });
  return value;
}

/** A value stands behind an equals sign: one that begins with a minus would else be taken for an option. */
function argvOf({ inputs, fixed }: CaseCommand, placed: ReadonlyMap<string, string>): string[] {
  if (!inputs.some(column => placed.has(column)))
    throw usage(
      'The line names no input.',
      `Fill in its ${inputs.map(column => `"${column}"`).join(' or ')} cell.`,
    );
  const input = placed.get(INPUT);
  const options = [...placed].filter(([column]) => column !== INPUT);
  return [
    ...(input === undefined ? [] : [input]),
    ...options.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([column, value]) => `--${column}=${value}`),
    ...fixed,
  ];
}

const usage = (message: string, nextStep: string): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep });
