import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { openPart10 } from '@timescope/core/dicom/read/part10';
import { TimescopeError, messageOf } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import { withFile } from './fileSource';
import { instanceRecord, type InstanceRecord } from './instanceRecord';
import { writeWhole } from './writeWhole';

/** A file that the store leaves out, and why. */
export interface SkippedFile {
  readonly file: string;
  readonly reason: string;
}

export interface FolderScan {
  readonly records: readonly InstanceRecord[];
  readonly skipped: readonly SkippedFile[];
}

/** One entry a file; it holds as long as size and time of change do. */
interface CachedFile {
  readonly size: number;
  readonly mtimeMs: number;
  readonly record?: InstanceRecord;
  readonly skipped?: string;
}
type IndexCache = Readonly<Record<string, CachedFile>>;

/** Raised when what an entry holds changes, so that older caches are read again from the files. */
const CACHE_VERSION = 2;

/** Files read at a time: enough to keep a disk busy. Ours. */
const CONCURRENCY = 8;

/**
 * Reads the header of every DICOM file of a folder, or takes it from the cache of an earlier start.
 * A file that cannot be read is skipped with its reason, the others are served.
 * @throws TimescopeError NOT_FOUND when the folder does not exist.
 */
export async function scanFolder(folder: string, cacheFolder: string): Promise<FolderScan> {
  const files = await dicomFiles(folder);
  const cacheFile = path.join(cacheFolder, `index-${sha256Hex(path.resolve(folder)).slice(0, 16)}.json`);
  const cached = await readCache(cacheFile);
  const entries = await mapConcurrently(
    files,
    async file => [file, await fileEntry(file, cached[file])] as const,
  );
  if (
    entries.some(([file, entry]) => cached[file] !== entry) ||
    entries.length !== Object.keys(cached).length
  )
    await writeWhole(
      cacheFile,
      JSON.stringify({ version: CACHE_VERSION, files: Object.fromEntries(entries) }),
    );
  return {
    records: entries.flatMap(([, { record }]) => record ?? []),
    skipped: entries.flatMap(([file, { skipped }]) =>
      skipped === undefined ? [] : { file, reason: skipped },
    ),
  };
}

/** Files named .dcm, and files without any extension as scanners write them. */
async function dicomFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new TimescopeError('NOT_FOUND', `The folder ${folder} cannot be read.`, {
      nextStep: 'Give a folder of DICOM files that exists and that you may read.',
      cause,
    });
  });
  return entries
    .filter(entry => entry.isFile() && isDicomName(entry.name))
    .map(entry => path.join(entry.parentPath, entry.name))
    .sort();
}

function isDicomName(name: string): boolean {
  if (/\.(dcm|dicom)$/i.test(name)) return true;
  return (
    !name.startsWith('.') &&
    !/^(DICOMDIR|LICEN[CS]E|README|VERSION)$/i.test(name) &&
    /^[^.]+$|^[\d.]+$/.test(name)
  );
}

async function readCache(file: string): Promise<IndexCache> {
  const text = await readFile(file, 'utf8').catch(() => '{}');
  try {
    const cache = JSON.parse(text) as { version?: number; files?: IndexCache };
    return cache.version === CACHE_VERSION ? (cache.files ?? {}) : {};
  } catch {
    // A cache that cannot be read is only slow: the files are read again.
    return {};
  }
}

async function fileEntry(file: string, cached: CachedFile | undefined): Promise<CachedFile> {
  const { size, mtimeMs } = await stat(file);
  if (cached?.size === size && cached.mtimeMs === mtimeMs) return cached;
  try {
    const record = instanceRecord(file, await withFile(file, openPart10));
    return { size, mtimeMs, record };
  } catch (thrown) {
    return { size, mtimeMs, skipped: messageOf(thrown) };
  }
}

async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  map: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const queue = items.entries();
  const work = async () => {
    for (const [index, item] of queue) results[index] = await map(item);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return results;
}
