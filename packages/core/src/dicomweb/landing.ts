import { compareDatasets, type Difference } from '../dicom/compareDatasets';
import { text } from '../dicom/json';
import { readPart10 } from '../dicom/read/part10';
import type { ResultObjects } from '../dicom/write/resultObjects';
import { TimescopeError } from '../errors';
import type { ReportProgress } from '../progress';
import { sha256Hex } from '../sha256';
import { dicomwebClient, type DicomwebClient, type InstanceAddress } from './client';
import { outboxEntry, type KeptObject, type LandedObject, type Outbox, type OutboxEntry } from './outbox';
import { pause, type RequestOptions } from './request';
import { refusalOf } from './storeFailure';

/** What became of a result that was to be stored. All but `stored` stay in the outbox. */
export type Landing =
  | { readonly state: 'stored'; readonly objects: readonly LandedObject[] }
  | {
      /** Sent again later; with `login` only after the user has logged in. */
      readonly state: 'waiting';
      readonly why: 'busy' | 'login' | 'full';
      readonly message: string;
      readonly nextStep: string;
    }
  | {
      /** Sending again will not help until somebody acts. */
      readonly state: 'refused';
      /** Name of the object. */
      readonly object: string;
      readonly message: string;
      readonly nextStep: string;
    };

export interface LandingPorts extends RequestOptions {
  readonly outbox: Outbox;
  readonly now: () => Date;
  /** One unit an object; the stage is the name of the object that is on its way. */
  readonly report?: ReportProgress;
}

/**
 * Stores a result: keeps it in the outbox, then for each object in turn looks whether the store has it, sends it if not,
 * retrieves it and compares it with what was sent. The report goes last, so that a result whose report is in the store
 * is there completely. Saving the same result again is harmless at any moment.
 * @param root DICOMweb root of the store
 * @throws what the outbox throws when it cannot keep the result (nothing was sent then); the signal's reason.
 */
export async function land(result: ResultObjects, root: string, ports: LandingPorts): Promise<Landing> {
  const entry = outboxEntry(result, root, ports.now());
  await ports.outbox.put(entry, result.objects);
  // The outbox may hold it since an earlier saving, with the bytes of that time.
  return landEntry((await ports.outbox.entry(entry.id)) ?? entry, ports);
}

/**
 * Sends the kept results that `isDue` chooses, each once, oldest first among those that were tried equally often: one
 * that always fails does not stand in the way of the others. A store that makes one wait is left alone then.
 */
export async function landKept(
  isDue: (entry: OutboxEntry) => boolean,
  ports: LandingPorts,
): Promise<ReadonlyMap<OutboxEntry, Landing>> {
  const landed = new Map<OutboxEntry, Landing>();
  const waitingFor = new Set<string>();
  const due = (await ports.outbox.entries()).filter(isDue);
  for (const entry of [...due].sort((a, b) => a.tries - b.tries)) {
    if (waitingFor.has(entry.root)) continue;
    const landing = await landEntry(entry, ports);
    landed.set(entry, landing);
    if (landing.state === 'waiting') waitingFor.add(entry.root);
  }
  return landed;
}

async function landEntry(entry: OutboxEntry, ports: LandingPorts): Promise<Landing> {
  const { outbox, report } = ports;
  const service = dicomwebClient(entry.root, ports);
  let now: OutboxEntry = { ...entry, tries: entry.tries + 1, last: undefined };
  await outbox.note(now);
  const landed: LandedObject[] = [];
  for (const object of entry.objects) {
    report?.({ stage: object.name, done: landed.length, total: entry.objects.length });
    try {
      landed.push({ ...object, notes: await landObject(object, now, service, ports) });
    } catch (thrown) {
      const last = setback(thrown, object);
      await outbox.note({ ...now, last });
      return last;
    }
    now = { ...now, landed: mergedByUid(now.landed, landed) };
    await outbox.note(now);
  }
  await outbox.remove(entry.id);
  return { state: 'stored', objects: landed };
}

function mergedByUid(before: readonly LandedObject[], after: readonly LandedObject[]) {
  const uids = new Set(after.map(object => object.sopInstanceUid));
  return [...after, ...before.filter(object => !uids.has(object.sopInstanceUid))];
}

/** @throws what the outbox or an abort threw, and faults of ours. */
function setback(thrown: unknown, { name }: KeptObject): Exclude<Landing, { state: 'stored' }> {
  if (!(thrown instanceof TimescopeError)) throw thrown;
  const { message, nextStep } = thrown;
  if (thrown.fields.status === 401) return { state: 'waiting', why: 'login', message, nextStep };
  if (thrown.kind !== 'retryable') return { state: 'refused', object: name, message, nextStep };
  return { state: 'waiting', why: thrown.code === 'STORAGE_FULL' ? 'full' : 'busy', message, nextStep };
}

async function landObject(
  object: KeptObject,
  entry: OutboxEntry,
  service: DicomwebClient,
  ports: LandingPorts,
): Promise<readonly Difference[]> {
  const address = addressOf(object);
  const isThere = await isListed(service, address);
  const before = entry.landed.find(({ sopInstanceUid }) => sopInstanceUid === object.sopInstanceUid);
  if (isThere && before) return before.notes;
  const bytes = await ports.outbox.bytes(entry.id, object.sopInstanceUid);
  if (!bytes) {
    // Another tab or process finished this entry meanwhile: it compared the object before it let go of the bytes.
    if (isThere) return [];
    throw takenOut(object);
  }
  requireWhole(bytes, object);
  if (isThere) return requireSame(bytes, await service.instance(address), object, { savedEarlier: true });
  return requireSame(bytes, await sent(bytes, object, service, ports), object, { savedEarlier: false });
}

const addressOf = ({ studyInstanceUid, seriesInstanceUid, sopInstanceUid }: KeptObject): InstanceAddress => ({
  study: studyInstanceUid,
  series: seriesInstanceUid,
  instance: sopInstanceUid,
});

/** Some services answer a search in a study that they do not have with 404, some do not match by UID. */
async function isListed(
  service: DicomwebClient,
  { study, series, instance }: InstanceAddress,
): Promise<boolean> {
  const found = await orNotThere(service.searchInstances(study, series, { SOPInstanceUID: instance }));
  return (found ?? []).some(dataset => text(dataset, '00080018') === instance);
}

async function orNotThere<Value>(asked: Promise<Value>): Promise<Value | undefined> {
  try {
    return await asked;
  } catch (thrown) {
    if (thrown instanceof TimescopeError && thrown.code === 'NOT_FOUND') return undefined;
    throw thrown;
  }
}

/**
 * Sends an object and gives the file that the store has then. What the store answers to the sending is a hint only:
 * some say 200 and keep nothing, some refuse what they have; what can be retrieved decides.
 */
async function sent(
  bytes: Uint8Array,
  object: KeptObject,
  service: DicomwebClient,
  ports: LandingPorts,
): Promise<Uint8Array> {
  const refusal = await refused(bytes, object, service);
  const address = addressOf(object);
  const received = refusal
    ? await orNotThere(service.instance(address))
    : await retrieved(service, address, ports.wait ?? pause);
  if (received) return received;
  throw refusal ?? notThere(object);
}

/** Why the store did not take the object; undefined when it says that it did. */
async function refused(
  bytes: Uint8Array,
  object: KeptObject,
  service: DicomwebClient,
): Promise<TimescopeError | undefined> {
  try {
    // The digest of the bytes does not occur in them.
    return refusalOf(await service.store([bytes], `timescope-${object.sha256}`), object);
  } catch (thrown) {
    const asksForLogin = thrown instanceof TimescopeError && thrown.fields.status === 401;
    if (thrown instanceof TimescopeError && !asksForLogin) return thrown;
    throw thrown;
  }
}

/** Pauses in milliseconds before a store that has just taken an object must be able to hand it out. Ours. */
const INDEXING = [250, 500, 1000, 2000];

async function retrieved(
  service: DicomwebClient,
  address: InstanceAddress,
  wait: (milliseconds: number) => Promise<void>,
): Promise<Uint8Array | undefined> {
  for (const milliseconds of INDEXING) {
    const received = await orNotThere(service.instance(address));
    if (received) return received;
    await wait(milliseconds);
  }
  return orNotThere(service.instance(address));
}

function requireWhole(bytes: Uint8Array, { name, sha256 }: KeptObject): void {
  if (sha256Hex(bytes) === sha256) return;
  throw new TimescopeError('TRUNCATED', `The kept file of "${name}" is damaged.`, {
    nextStep: 'Take the result out of the outbox and save it again.',
  });
}

function requireSame(
  bytes: Uint8Array,
  received: Uint8Array,
  object: KeptObject,
  options: { readonly savedEarlier: boolean },
): readonly Difference[] {
  requireReadable(received, object);
  const differences = compareDatasets(bytes, received, options);
  const serious = differences.filter(({ accepted }) => !accepted);
  if (serious.length === 0) return differences;
  const paths = serious.slice(0, 5).map(({ path, kind }) => `${path} ${kind}`);
  throw new TimescopeError(
    'CONFLICT',
    `The store holds other content for "${object.name}" than was sent (${paths.join(', ')}${serious.length > 5 ? ', ...' : ''}).`,
    {
      nextStep: 'Ask the administrator of the store to remove this object, then send it again.',
      fields: { instance: object.sopInstanceUid, differences: serious.length },
    },
  );
}

/** An answer that was cut off or is no DICOM says nothing about what is stored. */
function requireReadable(received: Uint8Array, { name, sopInstanceUid }: KeptObject): void {
  try {
    readPart10(received);
  } catch (cause) {
    if (!(cause instanceof TimescopeError)) throw cause;
    throw new TimescopeError('HTTP', `The store sent back something that cannot be read for "${name}".`, {
      kind: 'retryable',
      nextStep:
        'It is kept and sent again later; if it stays so, the store or a proxy in between is at fault.',
      fields: { instance: sopInstanceUid },
      cause,
    });
  }
}

const notThere = ({ name, sopInstanceUid }: KeptObject) =>
  new TimescopeError('HTTP', `The store said that it took "${name}" but does not have it.`, {
    kind: 'retryable',
    nextStep: 'It is kept and sent again later.',
    fields: { instance: sopInstanceUid },
  });

const takenOut = ({ name }: KeptObject) =>
  new TimescopeError('CONFLICT', `"${name}" was taken out of the outbox before it was stored.`, {
    nextStep: 'Save the result again if it is to be stored.',
  });
