import { messageOf, TimescopeError } from '@timescope/core/errors';
import { cohortCaseOf } from '@timescope/extension-ihc-scoring/pipeline/immune/cohortCaseOf';
import type {
  CohortCase,
  FieldLengths,
  FollowUp,
} from '@timescope/extension-ihc-scoring/pipeline/immune/referenceCohort';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { readCsvTable, refused } from '../stats/csvTable';

/** The immune results below a folder; results of other commands, like those of single slides, are passed over. */
export interface ReferenceCases {
  readonly cases: readonly CohortCase[];
  /** Methods of the results, each once. */
  readonly methods: readonly string[];
  /** Of their fields, each once. */
  readonly lengths: readonly FieldLengths[];
}

/**
 * Reads every result.json below the folder.
 * @param followUp CSV with the columns case (the result's folder, as seen from `folder`), months and died (0 or 1)
 * @throws TimescopeError NOT_FOUND for a folder that cannot be read, USAGE for a result that is damaged or edited, CONFLICT for a patient
 *   who is there twice, NOT_A_TABLE
 *   for follow-up of a case that is unknown or named twice
 */
export async function referenceCases(folder: string, followUp: string | undefined): Promise<ReferenceCases> {
  const names = await resultFiles(folder);
  const known = followUp === undefined ? new Map<string, FollowUp>() : await followUps(followUp);
  const cases: CohortCase[] = [];
  const methods = new Set<string>();
  const lengths = new Map<string, FieldLengths>();
  const patients = new Set<string>();
  const folderOf = new Map<string, string>();
  for (const name of names) {
    const document = await documentIn(path.join(folder, name));
    if ((document as { kind?: unknown } | null)?.kind !== 'timescope.immune') continue;
    const { method, fieldLengths, found } = cohortCaseOf(document, name);
    requireFirst(folderOf, found.key, path.dirname(name));
    methods.add(method);
    if (fieldLengths) lengths.set(JSON.stringify(fieldLengths), fieldLengths);
    patients.add(path.dirname(name));
    const last = known.get(path.dirname(name));
    cases.push({ ...found, ...(last && { followUp: last }) });
  }
  const unknown = [...known.keys()].find(name => !patients.has(name));
  if (unknown !== undefined)
    throw refused(`${followUp ?? ''} names the case ${unknown}, of which ${folder} holds no immune result.`);
  return { cases, methods: [...methods], lengths: [...lengths.values()] };
}

function requireFirst(folderOf: Map<string, string>, key: string, folder: string): void {
  const first = folderOf.get(key);
  folderOf.set(key, folder);
  if (first === undefined) return;
  throw new TimescopeError(
    'CONFLICT',
    `The results in ${first} and ${folder} are of one patient; a patient counts once.`,
    { nextStep: 'Take one of the two results out of the folder.' },
  );
}

async function resultFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `There is no folder ${folder}.`, {
      nextStep: 'Check the path.',
      cause,
    });
  });
  return names.filter(name => path.basename(name) === 'result.json').sort();
}

async function documentIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new TimescopeError('USAGE', `${file} cannot be read (${messageOf(cause)}).`, {
      kind: 'rejected',
      nextStep: 'Make the result again, or take it out of the folder.',
      cause,
    });
  }
}

async function followUps(file: string): Promise<Map<string, FollowUp>> {
  const { columns, rows, name } = await readCsvTable(file);
  const [byCase, byMonths, byDeath] = ['case', 'months', 'died'].map(column => columns.indexOf(column));
  const found = new Map<string, FollowUp>();
  for (const { line, cells } of rows) {
    const text = (at: number | undefined) => cells[at ?? -1]?.trim() ?? '';
    const months = Number(text(byMonths));
    const died = text(byDeath);
    if (text(byCase) === '' || text(byMonths) === '' || !(months >= 0) || !['0', '1'].includes(died))
      throw refused(`Line ${line} of ${name} needs case, months (a number) and died (0 or 1).`);
    // Without the slash of a folder's name, which a shell adds.
    const patient = path.join(text(byCase), '.');
    if (found.has(patient)) throw refused(`Line ${line} of ${name} names the case ${patient} again.`);
    found.set(patient, { months, hasDied: died === '1' });
  }
  return found;
}
