import type { DicomObject } from '@timescope/core/dicom/write/resultObjects';
import type { Outbox, OutboxEntry } from '@timescope/core/dicomweb/outbox';
import { messageOf, TimescopeError } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';

const ENTRY = 'entry.json';

/**
 * The outbox of the command line: a folder for each entry, readable for this account only. What is written is brought to
 * the disk under another name and then renamed, so that it is there whole or not at all; several processes may share it.
 * Calls reject with TimescopeError STORAGE_FULL, NOT_FOUND, or TRUNCATED for a damaged entry.
 * @param onDamaged gets a sentence for each damaged entry that a list leaves out
 */
export function folderOutbox(folder: string, onDamaged?: (message: string) => void): Outbox {
  const fileOf = (id: string, name: string) => path.join(folder, id, name);
  const entry = async (id: string) => {
    const json = await orGone(readFile(fileOf(id, ENTRY), 'utf8'));
    return json === undefined ? undefined : entryIn(json, path.join(folder, id));
  };
  const named = async <Value>(work: Promise<Value>): Promise<Value> =>
    work.catch((thrown: unknown) => {
      throw fault(folder, thrown);
    });
  return {
    put: (kept, objects) => named(keep(folder, kept, objects)),
    entries: () => named(listed(folder, entry, onDamaged)),
    entry: id => named(entry(id)),
    bytes: (id, sopInstanceUid) => named(orGone(readFile(fileOf(id, fileName(sopInstanceUid))))),
    note: async changed => {
      await named(orGone(writeInPlace(fileOf(changed.id, ENTRY), JSON.stringify(changed))));
    },
    remove: async id => {
      await named(orGone(take(folder, id)));
    },
  };
}

/**
 * Before work whose result is to be kept: makes the folder and tries to write into it.
 * @throws TimescopeError STORAGE_FULL, NOT_FOUND
 */
export async function requireOutbox(folder: string): Promise<void> {
  try {
    await makeFolder(folder);
    const probe = path.join(folder, unfinishedName());
    await mkdir(probe, { mode: 0o700 });
    await rm(probe, { recursive: true, force: true });
  } catch (thrown) {
    throw fault(folder, thrown);
  }
}

/** Names come from hashes only: what an object says of itself never reaches a path. */
const fileName = (sopInstanceUid: string) => `${sha256Hex(sopInstanceUid)}.dcm`;

async function keep(folder: string, entry: OutboxEntry, objects: readonly DicomObject[]): Promise<void> {
  await makeFolder(folder);
  await sweep(folder);
  const unfinished = path.join(folder, unfinishedName());
  await mkdir(unfinished, { mode: 0o700 });
  try {
    for (const { sopInstanceUid, bytes } of objects)
      await writeSynced(path.join(unfinished, fileName(sopInstanceUid)), bytes);
    await writeSynced(path.join(unfinished, ENTRY), JSON.stringify(entry));
    await syncFolder(unfinished);
    // A folder that holds files is not replaced: the entry that was there first stays.
    await rename(unfinished, path.join(folder, entry.id)).catch((thrown: unknown) => {
      if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(thrown))) throw thrown;
    });
    await syncFolder(folder);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Also the folders above it. One by one: node's recursive mkdir never ends below /proc. */
async function makeFolder(folder: string): Promise<void> {
  const make = () =>
    mkdir(folder, { mode: 0o700 }).catch((thrown: unknown) => {
      if (codeOf(thrown) !== 'EEXIST') throw thrown;
    });
  await make().catch(async (thrown: unknown) => {
    if (codeOf(thrown) !== 'ENOENT' || path.dirname(folder) === folder) throw thrown;
    await makeFolder(path.dirname(folder));
    await make();
  });
}

/** @throws TimescopeError TRUNCATED */
function entryIn(json: string, folder: string): OutboxEntry {
  const read = parsed(json);
  const isEntry =
    typeof read === 'object' && read !== null && 'objects' in read && Array.isArray(read.objects);
  if (isEntry) return read as unknown as OutboxEntry;
  throw new TimescopeError('TRUNCATED', `The outbox entry ${folder} is damaged.`, {
    nextStep: 'Move this folder away and save the result again.',
  });
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

async function listed(
  folder: string,
  entry: (id: string) => Promise<OutboxEntry | undefined>,
  onDamaged?: (message: string) => void,
): Promise<readonly OutboxEntry[]> {
  const ids = ((await orGone(readdir(folder))) ?? []).filter(name => /^[0-9a-f]{64}$/.test(name));
  const found = await Promise.all(
    ids.map(id =>
      entry(id).catch((thrown: unknown) => {
        if (!(thrown instanceof TimescopeError) || thrown.code !== 'TRUNCATED') throw thrown;
        onDamaged?.(`${thrown.message} ${thrown.nextStep}`);
        return undefined;
      }),
    ),
  );
  return found.filter(one => one !== undefined).sort((a, b) => (a.keptAt < b.keptAt ? -1 : 1));
}

/** Renamed first: an entry that lost some of its files must not be found. */
async function take(folder: string, id: string): Promise<void> {
  const unfinished = path.join(folder, unfinishedName());
  await rename(path.join(folder, id), unfinished);
  await rm(unfinished, { recursive: true, force: true });
}

/** Tells whose it is, so that another process may clear it away after a crash. */
const unfinishedName = () =>
  `${hostname()}-${String(process.pid)}-${randomBytes(8).toString('hex')}.unfinished`;

/** Other machines may share the folder, and whether their processes run cannot be seen from here. Ours. */
const DAY_MS = 24 * 60 * 60 * 1000;

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.unfinished')) continue;
    const [, host, pid] = /^(.+)-(\d+)-[0-9a-f]+\.unfinished$/.exec(name) ?? [];
    const isLeft =
      host === hostname() ? !isRunning(Number(pid)) : await isOlderThanADay(path.join(folder, name));
    if (isLeft) await rm(path.join(folder, name), { recursive: true, force: true });
  }
}

async function isOlderThanADay(file: string): Promise<boolean> {
  const found = await orGone(stat(file));
  return found !== undefined && Date.now() - found.mtimeMs > DAY_MS;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return codeOf(thrown) !== 'ESRCH';
  }
}

async function writeInPlace(file: string, content: string): Promise<void> {
  const unfinished = `${file}.${unfinishedName()}`;
  try {
    await writeSynced(unfinished, content);
    await rename(unfinished, file);
    await syncFolder(path.dirname(file));
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function writeSynced(file: string, content: Uint8Array | string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Brings new names to the disk. Windows does not open folders, and writes names by itself. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch((thrown: unknown) => {
    if (['EPERM', 'EISDIR', 'EACCES'].includes(codeOf(thrown))) return undefined;
    throw thrown;
  });
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}

/** Undefined when the file or folder is not there. */
async function orGone<Value>(work: Promise<Value>): Promise<Value | undefined> {
  try {
    return await work;
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw thrown;
  }
}

function fault(folder: string, cause: unknown): TimescopeError {
  if (cause instanceof TimescopeError) return cause;
  const isFull = ['ENOSPC', 'EDQUOT'].includes(codeOf(cause));
  const reason = messageOf(cause).split(',')[0] ?? '';
  return new TimescopeError(
    isFull ? 'STORAGE_FULL' : 'NOT_FOUND',
    isFull ? `The disk of the outbox ${folder} is full.` : `The outbox ${folder} cannot be used (${reason}).`,
    {
      kind: isFull ? 'retryable' : 'rejected',
      nextStep: isFull
        ? 'Free some space and try again.'
        : 'Name a folder that you may write to in TIMESCOPE_OUTBOX.',
      cause,
    },
  );
}

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
