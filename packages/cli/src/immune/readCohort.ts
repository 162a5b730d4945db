import { messageOf, TimescopeError } from '@timescope/core/errors';
import { parseReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/parseReferenceCohort';
import type { ReferenceCohort } from '@timescope/extension-ihc-scoring/pipeline/immune/referenceCohort';
import { readFile } from 'node:fs/promises';

/** @throws TimescopeError NOT_FOUND for a file that cannot be read, and what parseReferenceCohort throws */
export async function readCohort(file: string): Promise<ReferenceCohort> {
  return parseReferenceCohort(await jsonIn(file));
}

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch (cause) {
    throw new TimescopeError(
      'NOT_FOUND',
      `The reference cohort ${file} cannot be read (${messageOf(cause)}).`,
      {
        nextStep: 'Give a file that timescope cohort reference wrote.',
        cause,
      },
    );
  }
}
