import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { TimescopeError } from '@timescope/core/errors';
import { writeNew } from './writeNew';

const BYTES = 32;
const NAME = 'seal.key';

/**
 * The secret that seals the readings of a folder; made once, readable by the server's account only.
 * @throws TimescopeError CONFLICT when the file is damaged, or gone while there are readings: what it sealed would be
 * lost with a new one.
 */
export async function serverSecret(folder: string): Promise<Uint8Array> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o700);
  const file = path.join(folder, NAME);
  const entries = await readdir(folder, { withFileTypes: true });
  if (entries.some(entry => entry.isDirectory()) && !entries.some(({ name }) => name === NAME))
    throw cannotOpen(file, 'missing');
  await writeNew(file, randomBytes(BYTES).toString('hex'));
  const secret = Buffer.from(await readFile(file, 'utf8'), 'hex');
  if (secret.length === BYTES) return secret;
  throw cannotOpen(file, 'damaged');
}

const cannotOpen = (file: string, fault: string) =>
  new TimescopeError('CONFLICT', `The file ${file} is ${fault}: sealed outlines cannot be opened.`, {
    nextStep: 'Put the file back from a copy; without it the readings of this folder cannot be opened.',
  });
