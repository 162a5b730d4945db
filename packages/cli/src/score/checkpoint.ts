import { VERSION } from '@timescope/core/version';
import type { TileRunner } from '@timescope/extension-ihc-scoring/pipeline/slideJob';
import type { QueueWorker } from '@timescope/extension-ihc-scoring/pipeline/tileQueue';
import type { MapRunner } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapJob';
import { createHash } from 'node:crypto';
import { appendFile, open, rm, truncate, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { fileFault } from './outFolder';

/** In the folder of --out while a slide is measured: the tiles that are done. */
export const CHECKPOINT = '.timescope-checkpoint';

/** Is told before a start's first task how many of its tasks an earlier run has done. */
export type OnKept = (tasks: number) => void;

/**
 * A runner that keeps every measured tile on disk, so that a run that was killed goes on where it was: the same call takes
 * up what it finds. Tiles of another slide, other settings or another version are dropped, as is what a loss of power tore.
 * @param slide digest of the slide
 */
export function withCheckpoint(
  runner: TileRunner,
  folder: string,
  slide: string,
  onKept?: OnKept,
): TileRunner {
  return {
    workers: runner.workers,
    engine: runner.engine,
    ...(runner.network && { network: runner.network }),
    start: async (job, tiles, signal, onShare) => {
      const workers = await runner.start(job, tiles, signal, onShare);
      return tiles < 2
        ? workers
        : remembering(workers, { folder, file: CHECKPOINT, key: jobKey(job, slide), onKept });
    },
  };
}

/** In the folder of --out while tissue is mapped: the parts that are done, at the first step and at the second. */
const MAP_CHECKPOINTS = [`${CHECKPOINT}-map`, `${CHECKPOINT}-map-fine`] as const;

/** The same for a runner that maps tissue: its first start is kept apart from its second. */
export function withMapCheckpoint(
  runner: MapRunner,
  folder: string,
  slide: string,
  onKept?: OnKept,
): MapRunner {
  let starts = 0;
  return {
    start: async (job, tasks, signal) => {
      const workers = await runner.start(job, tasks, signal);
      const file = MAP_CHECKPOINTS[starts++];
      if (tasks < 2 || file === undefined) return workers;
      return remembering(workers, { folder, file, key: jobKey(job, slide), onKept });
    },
  };
}

/** Whether a file of this name holds measured tiles or mapped parts. */
export const isCheckpoint = (name: string): boolean => name.startsWith(CHECKPOINT);

export async function removeCheckpoint(folder: string): Promise<void> {
  for (const name of [CHECKPOINT, ...MAP_CHECKPOINTS]) await rm(path.join(folder, name), { force: true });
}

interface KeptTask {
  readonly index: number;
}

interface KeptPlace {
  readonly folder: string;
  readonly file: string;
  readonly key: string;
  readonly onKept: OnKept | undefined;
}

async function remembering<Task extends KeptTask, Outcome>(
  workers: readonly QueueWorker<Task, Outcome>[],
  { folder, file, key, onKept }: KeptPlace,
): Promise<QueueWorker<Task, Outcome>[]> {
  const kept = await openKept<Task, Outcome>(path.join(folder, file), key).catch((thrown: unknown) => {
    throw fileFault(folder, thrown);
  });
  onKept?.(kept.tasks);
  return workers.map(worker => rememberingWorker(worker, kept, folder));
}

function rememberingWorker<Task extends KeptTask, Outcome>(
  worker: QueueWorker<Task, Outcome>,
  kept: KeptTiles<Task, Outcome>,
  folder: string,
): QueueWorker<Task, Outcome> {
  return {
    measure: async (task, ahead) => {
      try {
        const before = await kept.read(task);
        if (before) return before;
      } catch (thrown) {
        throw fileFault(folder, thrown);
      }
      const outcome = await worker.measure(task, ahead);
      await kept.add(task, outcome).catch((thrown: unknown) => {
        throw fileFault(folder, thrown);
      });
      return outcome;
    },
  };
}

interface KeptTiles<Task, Outcome> {
  /** Found at the beginning. */
  readonly tasks: number;
  read(task: Task): Promise<Outcome | undefined>;
  add(task: Task, outcome: Outcome): Promise<void>;
}

const jobKey = (job: object, slide: string): string =>
  createHash('sha256').update(`${VERSION}\n${slide}\n`).update(serialize(job)).digest('hex');

/** A record: length of its body (4 bytes, little endian), first bytes of the body's SHA-256, the body. */
const DIGEST_BYTES = 8;
const HEAD_BYTES = 4 + DIGEST_BYTES;

interface Kept<Task, Outcome> {
  readonly task: Task;
  readonly outcome: Outcome;
}

/** The file begins with the job's key; the records follow in any order. */
async function openKept<Task extends KeptTask, Outcome>(
  file: string,
  key: string,
): Promise<KeptTiles<Task, Outcome>> {
  const { found, end } = await opened(file, 'a+', handle => recordsIn(handle, key));
  if (end === 0) await writeFile(file, key);
  else await truncate(file, end);
  // One record after the other: the hands are many.
  let last: Promise<unknown> = Promise.resolve();
  return {
    tasks: found.size,
    read: async task => {
      const at = found.get(task.index);
      if (!at) return undefined;
      const kept = deserialize(await opened(file, 'r', handle => bodyAt(handle, at))) as Kept<Task, Outcome>;
      return JSON.stringify(kept.task) === JSON.stringify(task) ? kept.outcome : undefined;
    },
    add: (task, outcome) => {
      const body = serialize({ task, outcome } satisfies Kept<Task, Outcome>);
      const head = Buffer.alloc(4);
      head.writeUInt32LE(body.length);
      const written = last.then(() => appendFile(file, Buffer.concat([head, digestOf(body), body])));
      last = written.catch(() => undefined);
      return written;
    },
  };
}

async function opened<Value>(file: string, flags: string, work: (handle: FileHandle) => Promise<Value>) {
  const handle = await open(file, flags);
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
}

interface Place {
  readonly offset: number;
  readonly length: number;
}

/** Where the whole records lie, by the index of their tile, and where the last of them ends; 0 for another job's file. */
async function recordsIn(
  handle: FileHandle,
  key: string,
): Promise<{ found: Map<number, Place>; end: number }> {
  const found = new Map<number, Place>();
  const { size } = await handle.stat();
  const first = await bodyAt(handle, { offset: 0, length: Math.min(size, key.length) });
  if (first.toString('latin1') !== key) return { found, end: 0 };
  let end = key.length;
  while (end + HEAD_BYTES <= size) {
    const head = await bodyAt(handle, { offset: end, length: HEAD_BYTES });
    const place = { offset: end + HEAD_BYTES, length: head.readUInt32LE(0) };
    if (place.offset + place.length > size) break;
    const body = await bodyAt(handle, place);
    if (!digestOf(body).equals(head.subarray(4))) break;
    found.set((deserialize(body) as Kept<KeptTask, unknown>).task.index, place);
    end = place.offset + place.length;
  }
  return { found, end };
}

async function bodyAt(handle: FileHandle, { offset, length }: Place): Promise<Buffer> {
  const body = Buffer.alloc(length);
  await handle.read(body, 0, length, offset);
  return body;
}

const digestOf = (body: Uint8Array): Buffer =>
  createHash('sha256').update(body).digest().subarray(0, DIGEST_BYTES);
