import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { TimescopeError } from '@timescope/core/errors';
import { writeNew } from './writeNew';

const BYTES = 32;

/**
 * The secret that seals the readings of a folder; made once, readable by the server's account only.
 * @throws TimescopeError CONFLICT when the file holds something else: what it sealed would be lost with a new one.
 */
export async function serverSecret(folder: string): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  const file = path.join(folder, 'seal.key');
  await writeNew(file, randomBytes(BYTES).toString('hex'));
  const secret = Buffer.from(await readFile(file, 'utf8'), 'hex');
  if (secret.length === BYTES) return secret;
  throw new TimescopeError('CONFLICT', `The file ${file} is damaged: sealed outlines cannot be opened.`, {
    nextStep: 'Put the file back from a copy; without it the readings of this folder cannot be opened.',
  });
}
