import { TimescopeError } from '@timescope/core/errors';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { readCsvTable, type CsvTable } from '../stats/csvTable';

/** Tables that a training or an evaluation of models leaves; docs/studies.md says what their columns mean. */
const EVALUATION_TABLES = {
  training: ['model', 'iteration', 'loss'],
  tiles: ['dataset', 'truth', 'predicted', 'count'],
  segmentation: ['model', 'image', 'class', 'iou', 'dice', 'sensitivity', 'specificity'],
  patches: ['model', 'compartment', 'patch', 'predicted', 'truth'],
  gradcam: ['model', 'case', 'picture'],
  examples: ['model', 'image', 'picture'],
} as const;

export type EvaluationTable = keyof typeof EVALUATION_TABLES;

export interface Evaluation {
  /** The file by name, or why there is none. */
  readonly table: (name: EvaluationTable) => CsvTable | { readonly absent: string };
  /** A picture named in a table. @throws TimescopeError NOT_FOUND */
  readonly picture: (name: string) => Promise<Uint8Array>;
  /** The files that were asked for and are there. */
  readonly used: () => readonly CsvTable[];
}

/** @param folder where the evaluation files lie; undefined: there are none. @throws TimescopeError */
export async function readEvaluation(folder: string | undefined): Promise<Evaluation> {
  if (folder !== undefined) await requireFolder(folder);
  const found = new Map<EvaluationTable, CsvTable>();
  if (folder !== undefined)
    for (const name of Object.keys(EVALUATION_TABLES) as EvaluationTable[]) {
      const file = path.join(folder, `${name}.csv`);
      if (await isThere(file)) found.set(name, checked(await readCsvTable(file), EVALUATION_TABLES[name]));
    }
  const asked = new Set<EvaluationTable>();
  return {
    table: name => {
      asked.add(name);
      return found.get(name) ?? { absent: whyAbsent(name, folder) };
    },
    picture: name => readPicture(folder ?? '', name),
    used: () => [...found].flatMap(([name, table]) => (asked.has(name) ? [table] : [])),
  };
}

const whyAbsent = (name: EvaluationTable, folder: string | undefined): string =>
  folder === undefined
    ? `it is drawn from ${name}.csv of an evaluation, and no --evaluation was given`
    : `the evaluation folder has no ${name}.csv`;

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    found => found.isFile(),
    () => false,
  );

async function requireFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory())
    throw new TimescopeError('NOT_FOUND', `There is no evaluation folder ${folder}.`, {
      nextStep: 'Give the folder with training.csv, tiles.csv and so on, or leave --evaluation out.',
    });
}

function checked(table: CsvTable, columns: readonly string[]): CsvTable {
  const none = columns.filter(name => !table.columns.includes(name));
  if (none.length === 0) return table;
  throw new TimescopeError(
    'NOT_A_TABLE',
    `${table.name} of the evaluation has no column ${none.join(', ')}.`,
    {
      nextStep: `Its columns must be ${columns.join(', ')}.`,
    },
  );
}

async function readPicture(folder: string, name: string): Promise<Uint8Array> {
  const file = path.resolve(folder, name);
  const isInside = file.startsWith(path.resolve(folder) + path.sep);
  const bytes = isInside ? await readFile(file).catch(() => undefined) : undefined;
  if (!bytes || !isPng(bytes))
    throw new TimescopeError(
      'NOT_FOUND',
      `The evaluation names the picture ${name}, which is no PNG file in its folder.`,
      {
        nextStep: 'Put the picture into the evaluation folder, or take its line out of the table.',
      },
    );
  return bytes;
}

const isPng = (bytes: Uint8Array): boolean => [0x89, 0x50, 0x4e, 0x47].every((byte, k) => bytes[k] === byte);
