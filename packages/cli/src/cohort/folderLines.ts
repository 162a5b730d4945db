import { TimescopeError } from '@timescope/core/errors';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { Manifest } from './manifest';

/** Files that can be an input by themselves. */
const INPUT_FILE = /\.(dcm|png|jpe?g|tiff?|nii(\.gz)?)$/i;

/**
 * A manifest made of a folder: each folder in it is a case, and each slide or CT that is one file.
 * @throws TimescopeError NOT_FOUND where there is none
 */
export async function folderLines(folder: string): Promise<Manifest> {
  const entries = (await readdir(folder, { withFileTypes: true })).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const inputs = entries.filter(entry => entry.isDirectory() || INPUT_FILE.test(entry.name));
  if (inputs.length === 0)
    throw new TimescopeError(
      'NOT_FOUND',
      `The folder ${folder} holds no folder or image that could be a case.`,
      {
        nextStep: 'Give a folder with a folder or a file for each case, or a manifest (.csv).',
      },
    );
  return {
    folder: path.resolve(folder),
    lines: inputs.map(({ name }, at) => ({
      line: at + 1,
      values: { case: name.replace(INPUT_FILE, ''), input: name },
    })),
  };
}
