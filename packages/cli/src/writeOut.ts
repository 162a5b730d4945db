import { TimescopeError } from '@timescope/core/errors';
import { writeFile } from 'node:fs/promises';

/** The file that the user named with --out. */
export async function writeOut(file: string, content: string | Uint8Array): Promise<void> {
  await writeFile(file, content).catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `The file ${file} cannot be written.`, {
      kind: 'usage',
      nextStep: 'Give --out a file in a folder that exists and that you may write to.',
      cause,
    });
  });
}
