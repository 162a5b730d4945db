import path from 'node:path';
import { readPart10, type Part10 } from '@timescope/core/dicom/read/part10';
import { messageOf } from '@timescope/core/errors';
import { sha256Hex } from '@timescope/core/sha256';
import { instanceRecord, type InstanceRecord } from './instanceRecord';
import type { InstanceStore } from './instanceStore';
import { writeWhole } from './writeWhole';

export type StoreOutcome =
  | {
      readonly kind: 'stored';
      readonly sopClass: string;
      readonly study: string;
      readonly series: string;
      readonly instance: string;
      readonly warning?: string;
    }
  | {
      /** `conflict`: other content is stored under this UID; `otherStudy`: not of the study in the address. */
      readonly kind: 'unreadable' | 'otherStudy' | 'conflict' | 'full';
      readonly reason: string;
      readonly sopClass?: string;
      readonly instance?: string;
    };

const PREAMBLE = 128;

/**
 * Stores one received instance. The same content again is no error; other content under a UID that exists is refused,
 * because the first one may already be referred to. A preamble that another program could run is blanked.
 * @param study the study in the request's address, which the instance must belong to.
 */
export async function storeInstance(
  store: InstanceStore,
  received: Uint8Array,
  study: string | undefined,
): Promise<StoreOutcome> {
  const [bytes, warning] = withoutProgram(received);
  const read = readReceived(bytes, store.storeFolder);
  if ('kind' in read) return read;
  const { record, sopClass } = read;
  const failed = { sopClass, instance: record.instance };
  if (study !== undefined && study !== record.study)
    return { kind: 'otherStudy', reason: 'The instance belongs to another study.', ...failed };
  const known = store.find(record.instance);
  if (known && !(await isSame(store, known, bytes)))
    return { kind: 'conflict', reason: 'Other content is stored under this SOP UID.', ...failed };
  if (!known) {
    const full = await writeOrFull(record.file, bytes);
    if (full !== undefined) return { kind: 'full', reason: full, ...failed };
    store.add(record);
  }
  const { series, instance } = record;
  return { kind: 'stored', sopClass, study: record.study, series, instance, ...(warning && { warning }) };
}

function withoutProgram(received: Uint8Array): readonly [Uint8Array, string | undefined] {
  const preamble = received.subarray(0, PREAMBLE);
  // A TIFF header is legitimate (PS3.10 section 7.1, files that are both); anything else is not kept.
  const isTiff = ['73,73,42,0', '77,77,0,42'].includes(preamble.subarray(0, 4).join());
  if (isTiff || received.length < PREAMBLE || preamble.every(byte => byte === 0))
    return [received, undefined];
  const blanked = received.slice();
  blanked.fill(0, 0, PREAMBLE);
  return [blanked, 'The preamble was blanked.'];
}

function readReceived(
  bytes: Uint8Array,
  storeFolder: string,
): { record: InstanceRecord; sopClass: string } | StoreOutcome {
  try {
    const part10 = readPart10(bytes);
    return { record: instanceRecord(fileOf(part10, storeFolder), part10), sopClass: part10.meta.sopClassUid };
  } catch (thrown) {
    return { kind: 'unreadable', reason: messageOf(thrown) };
  }
}

/** Names come from hashes only: what an object says of itself never reaches a path. */
function fileOf({ meta }: Part10, storeFolder: string): string {
  const name = sha256Hex(meta.sopInstanceUid);
  return path.join(path.resolve(storeFolder), name.slice(0, 2), `${name}.dcm`);
}

async function isSame(store: InstanceStore, known: InstanceRecord, bytes: Uint8Array): Promise<boolean> {
  const stored = await store.file(known);
  return Buffer.compare(stored, bytes) === 0;
}

async function writeOrFull(file: string, bytes: Uint8Array): Promise<string | undefined> {
  try {
    await writeWhole(file, bytes);
    return undefined;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code === 'ENOSPC' || code === 'EDQUOT') return 'There is no space left on the disk.';
    throw thrown;
  }
}
