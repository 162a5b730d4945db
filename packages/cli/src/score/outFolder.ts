import { messageOf, TimescopeError } from '@timescope/core/errors';
import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { unfinished } from '../unfinishedFiles';

/**
 * Makes the folder and all above it. One by one: node's recursive mkdir never ends below /proc.
 * @throws TimescopeError USAGE for what is no folder, NOT_FOUND for what cannot be made.
 */
export async function makeFolder(folder: string): Promise<void> {
  if (folder.trim() === '') throw usage('--out names no folder.');
  const missing: string[] = [];
  for (let at = path.resolve(folder); !(await isFolder(at)); at = path.dirname(at)) missing.unshift(at);
  for (const at of missing)
    await mkdir(at).catch((cause: unknown) => {
      if (codeOf(cause) !== 'EEXIST') throw fileFault(folder, cause);
    });
}

async function isFolder(at: string): Promise<boolean> {
  const found = await stat(at).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT' && at !== path.dirname(at)) return undefined;
    if (codeOf(cause) === 'ENOTDIR') return undefined;
    throw fileFault(at, cause);
  });
  if (found && !found.isDirectory()) throw usage(`${at} is a file where a folder was expected.`);
  return found !== undefined;
}

/** @throws TimescopeError USAGE where a folder has the name of a file that is to be written. */
export async function requireNoFolders(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const found = await stat(path.join(folder, name)).catch(() => undefined);
    if (found?.isDirectory()) throw usage(`${path.join(folder, name)} is a folder where a file is written.`);
  }
}

const LOCK = '.timescope-lock';

/**
 * Keeps other runs out of the folder until `release`: the files of two would be mixed. The lock of a run that was killed
 * does not count.
 * @throws TimescopeError CONFLICT, retryable
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const file = path.join(folder, LOCK);
  if (!(await taken(file))) {
    if (await isHeld(file)) throw busy(folder);
    await rm(file, { force: true });
    if (!(await taken(file))) throw busy(folder);
  }
  unfinished.add(file);
  return {
    release: async () => {
      await rm(file, { force: true });
      unfinished.delete(file);
    },
  };
}

async function taken(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.write(String(process.pid));
    await handle.close();
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw fileFault(path.dirname(file), cause);
  }
}

/** A lock without a number is being written at this moment. */
async function isHeld(file: string): Promise<boolean> {
  const holder = Number(await readFile(file, 'utf8').catch(() => ''));
  if (!(holder > 0)) return true;
  try {
    process.kill(holder, 0);
    return true;
  } catch (thrown) {
    return codeOf(thrown) !== 'ESRCH';
  }
}

const busy = (folder: string): TimescopeError =>
  new TimescopeError('CONFLICT', `Another run is writing into ${folder}.`, {
    kind: 'retryable',
    nextStep: `Wait until it ends, give another --out, or delete ${LOCK} in the folder when no run is going on.`,
  });

/** A fault of the file system as one sentence. */
export function fileFault(folder: string, cause: unknown): unknown {
  if (cause instanceof TimescopeError || codeOf(cause) === '') return cause;
  const isFull = codeOf(cause) === 'ENOSPC';
  return new TimescopeError(
    isFull ? 'STORAGE_FULL' : 'NOT_FOUND',
    isFull
      ? `The disk of ${folder} is full.`
      : `${folder} cannot be written (${messageOf(cause).split(',')[0] ?? ''}).`,
    {
      kind: isFull ? 'retryable' : 'rejected',
      nextStep: isFull ? 'Free some space and score again.' : 'Give --out a folder that you may write to.',
      cause,
    },
  );
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';

const usage = (message: string): TimescopeError =>
  new TimescopeError('USAGE', message, { kind: 'usage', nextStep: 'Give another --out DIR.' });
