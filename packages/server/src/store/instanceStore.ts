import path from 'node:path';
import { openFrameBytes } from '@timescope/core/dicom/read/frame';
import { openPart10, type Part10 } from '@timescope/core/dicom/read/part10';
import type { ByteRange } from '@timescope/core/dicom/read/byteSource';
import { TimescopeError } from '@timescope/core/errors';
import { withFile } from './fileSource';
import type { InstanceRecord } from './instanceRecord';
import { scanFolder, type SkippedFile } from './scanFolder';

/** Parsed headers kept in memory; one of a large slide is about 1 MB. Ours. */
const OPEN_HEADERS = 64;

/** DICOM instances on disk, found by their UIDs. */
export interface InstanceStore {
  readonly storeFolder: string;
  readonly skipped: readonly SkippedFile[];
  records(): Iterable<InstanceRecord>;
  find(instance: string): InstanceRecord | undefined;
  add(record: InstanceRecord): void;
  header(record: InstanceRecord): Promise<Part10>;
  file(record: InstanceRecord): Promise<Uint8Array>;
  bytes(record: InstanceRecord, range: ByteRange): Promise<Uint8Array>;
  /** @param index counts from 0. */
  frame(record: InstanceRecord, index: number): Promise<Uint8Array>;
}

/**
 * Indexes folders of DICOM files. An instance that lies in several is served from the first.
 * @param storeFolder where received objects go; it is served as well, and the other folders are never written to.
 */
export async function openInstanceStore(options: {
  folders: readonly string[];
  storeFolder: string;
  cacheFolder: string;
}): Promise<InstanceStore> {
  const byInstance = new Map<string, InstanceRecord>();
  const skipped: SkippedFile[] = [];
  for (const folder of [...options.folders, options.storeFolder]) {
    const scan = await scanFolder(path.resolve(folder), options.cacheFolder);
    for (const record of scan.records)
      if (!byInstance.has(record.instance)) byInstance.set(record.instance, record);
    skipped.push(...scan.skipped);
  }
  const header = rememberHeaders();
  return {
    storeFolder: options.storeFolder,
    skipped,
    records: () => byInstance.values(),
    find: instance => byInstance.get(instance),
    add: record => void byInstance.set(record.instance, record),
    header,
    file: record => withFile(record.file, source => source.read({ offset: 0, length: source.length })),
    bytes: (record, range) => reading(record, file => withFile(file, source => source.read(range))),
    frame: async (record, index) => {
      const part10 = await header(record);
      return reading(record, file => withFile(file, source => openFrameBytes(source, part10, index)));
    },
  };
}

/** Least recently used headers go first. */
function rememberHeaders(): (record: InstanceRecord) => Promise<Part10> {
  const headers = new Map<string, Promise<Part10>>();
  return record => {
    const known = headers.get(record.instance);
    const header = known ?? reading(record, file => withFile(file, openPart10));
    headers.delete(record.instance);
    headers.set(record.instance, header);
    header.catch(() => headers.delete(record.instance));
    const [oldest] = headers.keys();
    if (headers.size > OPEN_HEADERS && oldest !== undefined) headers.delete(oldest);
    return header;
  };
}

async function reading<Result>(
  record: InstanceRecord,
  read: (file: string) => Promise<Result>,
): Promise<Result> {
  try {
    return await read(record.file);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT')) throw thrown;
    throw new TimescopeError('NOT_FOUND', 'The file of this instance was moved or deleted.', {
      nextStep: 'Put it back, or start the server again to index the folder anew.',
      fields: { sopInstanceUid: record.instance },
      cause: thrown,
    });
  }
}
