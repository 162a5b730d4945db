import { TimescopeError } from '@timescope/core/errors';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { PairFiles } from './comparedPair';

export interface NamedPair {
  readonly name: string;
  readonly files: PairFiles;
}

/** Something in the folder that could not be compared, and why. */
export interface LeftOut {
  readonly name: string;
  readonly reason: string;
}

/**
 * The pairs of a folder, by name: `NAME_A.nii.gz`, `NAME_B.nii.gz` and, for radiomics, `NAME_CT.nii.gz`, or a subfolder
 * NAME that holds `A.nii.gz`, `B.nii.gz` and `CT.nii.gz` or a folder `CT` of DICOM files. `.nii` and small letters will do; with a CT also `.dcm` for a DICOM SEG or RTSTRUCT.
 * @throws TimescopeError NOT_FOUND when there is no pair
 */
export async function pairsOf(folder: string): Promise<{ pairs: NamedPair[]; leftOut: LeftOut[] }> {
  const parts = new Map<string, Partial<Record<Part, string>>>();
  const leftOut: LeftOut[] = [];
  for (const { file, pair, part } of await partsBelow(folder)) {
    const found = parts.get(pair) ?? {};
    if (part === undefined)
      leftOut.push({
        name: path.relative(folder, file),
        reason: 'Its name is not NAME_A, NAME_B or NAME_CT.',
      });
    else if (found[part] !== undefined)
      leftOut.push({ name: path.relative(folder, file), reason: `There is a second ${part} of this pair.` });
    else parts.set(pair, { ...found, [part]: file });
  }
  const pairs: NamedPair[] = [];
  for (const [name, { A, B, CT }] of [...parts].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    if (A === undefined || B === undefined)
      leftOut.push({ name, reason: `There is no ${A === undefined ? 'A' : 'B'} of this pair.` });
    else pairs.push({ name, files: { a: A, b: B, ...(CT !== undefined && { image: CT }) } });
  if (pairs.length > 0) return { pairs, leftOut };
  throw new TimescopeError('NOT_FOUND', `There is no pair of ROIs in ${folder}.`, {
    nextStep:
      'Name the files NAME_A.nii.gz and NAME_B.nii.gz, or A.nii.gz and B.nii.gz in a subfolder a pair.',
  });
}

const PARTS = ['A', 'B', 'CT'] as const;
type Part = (typeof PARTS)[number];

interface FoundPart {
  readonly file: string;
  readonly pair: string;
  readonly part: Part | undefined;
}

async function partsBelow(folder: string): Promise<FoundPart[]> {
  const found: FoundPart[] = [];
  for (const entry of await entriesOf(folder)) {
    const file = path.join(folder, entry.name);
    if (!entry.isDirectory()) {
      const [pair, part] = nameAndPart(entry.name);
      if (isRoi(entry.name)) found.push({ file, pair, part: pair === '' ? undefined : part });
      continue;
    }
    for (const inside of await entriesOf(file)) {
      const part = inside.isDirectory() ? dicomFolder(inside.name) : nameAndPart(inside.name)[1];
      if (inside.isDirectory() ? part !== undefined : isRoi(inside.name))
        found.push({ file: path.join(file, inside.name), pair: entry.name, part });
    }
  }
  return found;
}

async function entriesOf(folder: string) {
  const entries = await readdir(folder, { withFileTypes: true }).catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `There is no folder ${folder}.`, {
      nextStep: 'Check the path.',
      cause,
    });
  });
  return entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** NIfTI masks; a DICOM SEG or RTSTRUCT where the pair has its CT. */
const isRoi = (name: string) => /\.(nii(\.gz)?|dcm)$/i.test(name);

const dicomFolder = (name: string): Part | undefined => (name.toUpperCase() === 'CT' ? 'CT' : undefined);

/** `tumour_7_A.nii.gz` is part A of the pair `tumour_7`. */
function nameAndPart(file: string): [pair: string, part: Part | undefined] {
  const [, pair = '', ending = ''] = /^(?:(.+)[-_ ])?(a|b|ct)\.(?:nii(?:\.gz)?|dcm)$/i.exec(file) ?? [];
  return [pair, PARTS.find(part => part === ending.toUpperCase())];
}
