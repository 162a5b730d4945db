import type { Code } from '@timescope/core/dicom/write/dataset';
import { TimescopeError, messageOf } from '@timescope/core/errors';
import { readFile } from 'node:fs/promises';

/**
 * What `--dataset FILE.json` may say; every key is optional. A code is `["36879007", "SCT", "Eosin"]`: value, coding
 * scheme, meaning; a stain may also be a text. Dates are YYYYMMDD, times HHMMSS.
 */
export interface SlideDataset {
  readonly patient?: Texts<'name' | 'id' | 'issuer' | 'birthDate' | 'sex'>;
  readonly study?: Texts<
    'uid' | 'date' | 'time' | 'id' | 'accessionNumber' | 'description' | 'referringPhysician'
  >;
  readonly series?: Texts<'description'>;
  readonly container?: Texts<'identifier'>;
  readonly specimen?: Texts<'identifier' | 'uid'> & {
    readonly anatomy?: Code;
    readonly stains?: readonly (Code | string)[];
  };
  readonly opticalPath?: Texts<'identifier' | 'description'> & { readonly objectivePower?: number };
}
type Texts<Keys extends string> = Partial<Readonly<Record<Keys, string>>>;

type Kind = 'text' | 'number' | 'code' | 'stains';

const keys: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  patient: { name: 'text', id: 'text', issuer: 'text', birthDate: 'text', sex: 'text' },
  study: {
    uid: 'text',
    date: 'text',
    time: 'text',
    id: 'text',
    accessionNumber: 'text',
    description: 'text',
    referringPhysician: 'text',
  },
  series: { description: 'text' },
  container: { identifier: 'text' },
  specimen: { identifier: 'text', uid: 'text', anatomy: 'code', stains: 'stains' },
  opticalPath: { identifier: 'text', description: 'text', objectivePower: 'number' },
};

/** @throws TimescopeError USAGE for a file that is no JSON or has a key or a value that is not known. */
export async function readSlideDataset(file: string): Promise<SlideDataset> {
  const parsed = await parsedJson(file);
  for (const [group, members] of Object.entries(objectOf(parsed, 'The file'))) {
    const known = keys[group];
    if (!known) throw unknownKey(group, Object.keys(keys));
    for (const [key, value] of Object.entries(objectOf(members, `"${group}"`))) {
      const kind = known[key];
      if (!kind) throw unknownKey(`${group}.${key}`, Object.keys(known));
      if (!fits(value, kind)) throw usage(`"${group}.${key}" in the dataset must be ${meaning[kind]}.`);
    }
  }
  return parsed as SlideDataset;
}

async function parsedJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new TimescopeError('USAGE', `The dataset cannot be read as JSON: ${messageOf(cause)}.`, {
      nextStep: 'Check the path and the file.',
      kind: 'usage',
      cause,
    });
  }
}

function objectOf(value: unknown, name: string): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw usage(`${name} in the dataset must be an object with keys.`);
}

const meaning: Readonly<Record<Kind, string>> = {
  text: 'a text',
  number: 'a number',
  code: 'a code of three texts: value, coding scheme, meaning',
  stains: 'a list of texts or of codes of three texts each: value, coding scheme, meaning',
};

function fits(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case 'text':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'code':
      return Array.isArray(value) && value.length === 3 && value.every(part => typeof part === 'string');
    case 'stains':
      return Array.isArray(value) && value.every(stain => fits(stain, 'text') || fits(stain, 'code'));
  }
}

const unknownKey = (key: string, known: readonly string[]): TimescopeError =>
  usage(`The dataset has a key "${key}" that is not known; known here: ${known.join(', ')}.`);

const usage = (message: string): TimescopeError =>
  new TimescopeError('USAGE', message, { nextStep: 'Correct the dataset file.', kind: 'usage' });
