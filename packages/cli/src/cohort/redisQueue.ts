import { messageOf, TimescopeError } from '@timescope/core/errors';
import type { Job, Queue, Worker } from 'bullmq';
import type { CohortCase } from './cohortCase';
import type { CohortFolder } from './cohortFolder';
import type { Tried } from './localRun';

/** What a job says: the key and its lost tries. Paths, names and settings stay in the cohort's folder. */
export interface CaseJob {
  readonly key: string;
  /** How often its process was lost on this queue; absent: never. */
  readonly lost?: number;
}

/** The cohort's jobs on Redis. BullMQ hands each out at least once; the folder sees to it that results count once. */
export interface CohortQueue {
  /** Puts the cases on the queue; one that is there already is left as it is. */
  add(cases: readonly CohortCase[]): Promise<void>;
  /** Takes the cases off, if they wait or have ended. */
  remove(keys: readonly string[]): Promise<void>;
  /** Of these cases those that nobody will take: the queue does not know them, or believes them ended. */
  notWaiting(cases: readonly CohortCase[]): Promise<CohortCase[]>;
  close(): Promise<void>;
}

/** A job id must have no colon and not be all digits. */
const jobId = (key: string): string => `case-${key}`;

const queueName = ({ cohort }: CohortFolder): string => `timescope-${cohort.id}`;

/** So many jobs go to Redis with one call. Ours. */
const BATCH = 1000;

/** @throws TimescopeError HTTP, retryable, when Redis does not answer */
export async function openQueue(cohort: CohortFolder, redis: string): Promise<CohortQueue> {
  const { Queue } = await import('bullmq');
  await requireRedis(redis);
  const queue: Queue<CaseJob> = new Queue(queueName(cohort), {
    connection: { url: redis, maxRetriesPerRequest: null },
    defaultJobOptions: {
      removeOnComplete: false,
      removeOnFail: false,
      attempts: MOST_TRIES,
      backoff: { type: 'custom' },
    },
  });
  queue.on('error', () => undefined);
  return {
    add: async cases => {
      for (let from = 0; from < cases.length; from += BATCH)
        await queue.addBulk(
          cases
            .slice(from, from + BATCH)
            .map(({ key }) => ({ name: 'case', data: { key }, opts: { jobId: jobId(key) } })),
        );
    },
    remove: async keys => {
      for (const key of keys) await queue.remove(jobId(key)).catch(() => 0);
    },
    notWaiting: async cases => {
      const lost: CohortCase[] = [];
      for (const one of cases) if (ENDED.has(await queue.getJobState(jobId(one.key)))) lost.push(one);
      return lost;
    },
    close: () => queue.close(),
  };
}

const ENDED = new Set<string>(['completed', 'failed', 'unknown']);

/** More than any policy of ours asks for: who decides is the processor. */
const MOST_TRIES = 1000;

/** How a try ended for the queue. */
export type QueueVerdict =
  | { readonly kind: 'done' }
  /** Once more after a pause in milliseconds. */
  | { readonly kind: 'again'; readonly reason: string; readonly pauseMs: number; readonly lost: number }
  /** The worker is stopping: somebody else takes it at once. */
  | { readonly kind: 'back' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface QueueWork {
  readonly redis: string;
  /** Cases side by side. */
  readonly workers: number;
  readonly leaseMs: number;
  /** @param tried how often this case was tried on this queue before */
  readonly work: (key: string, tried: Tried) => Promise<QueueVerdict>;
  /** The queue gave a case up: every worker that took it vanished. */
  readonly onGivenUp: (key: string, reason: string) => Promise<void>;
}

export interface QueueWorker {
  /** Fulfilled when no job waits or runs any more. */
  untilDrained(): Promise<void>;
  close(): Promise<void>;
}

/** How often a case may be taken from a worker that vanished. A hospital's night of reboots is no fault of the slide. */
const MOST_STALLED = 20;

export async function workQueue(cohort: CohortFolder, asked: QueueWork): Promise<QueueWorker> {
  const { Queue, UnrecoverableError, WaitingError, Worker } = await import('bullmq');
  await requireRedis(asked.redis);
  const connection = { url: asked.redis, maxRetriesPerRequest: null };
  const pauses = new Map<string, number>();
  const worker: Worker<CaseJob> = new Worker(
    queueName(cohort),
    async (job: Job<CaseJob>, token) => {
      const verdict = await asked.work(job.data.key, {
        tries: job.attemptsMade,
        lost: job.data.lost ?? 0,
      });
      if (verdict.kind === 'done') return;
      if (verdict.kind === 'failed') throw new UnrecoverableError(verdict.reason);
      if (verdict.kind === 'back') {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      pauses.set(job.data.key, verdict.pauseMs);
      if (verdict.lost !== (job.data.lost ?? 0)) await job.updateData({ ...job.data, lost: verdict.lost });
      throw new Error(verdict.reason);
    },
    {
      connection,
      concurrency: asked.workers,
      lockDuration: asked.leaseMs,
      stalledInterval: asked.leaseMs,
      maxStalledCount: MOST_STALLED,
      settings: {
        backoffStrategy: (_tries, _type, _error, job) =>
          pauses.get((job?.data as CaseJob | undefined)?.key ?? '') ?? 1000,
      },
    },
  );
  // Redis may go and come back; BullMQ connects again by itself.
  worker.on('error', () => undefined);
  worker.on('failed', (job, error) => {
    if (job && /stalled/.test(error.message)) void asked.onGivenUp(job.data.key, error.message);
  });
  const queue = new Queue(queueName(cohort), { connection });
  queue.on('error', () => undefined);
  return {
    untilDrained: async () => {
      for (;;) {
        const open = await queue
          .getJobCountByTypes('waiting', 'active', 'delayed', 'prioritized')
          .catch(() => 1);
        if (open === 0) return;
        await new Promise(resolve => setTimeout(resolve, LOOK_MS));
      }
    },
    close: async () => {
      await worker.close();
      await queue.close();
    },
  };
}

/** How often a worker that ends with its cohort looks whether it has. Ours. */
const LOOK_MS = 500;

/** Asks once, so that a wrong address is told at once instead of tried for ever. */
async function requireRedis(redis: string): Promise<void> {
  const { createConnection } = await import('node:net');
  const { hostname, port } = new URL(redis);
  await new Promise<void>((resolve, reject) => {
    const socket = createConnection({ host: hostname, port: Number(port || 6379), timeout: 5000 });
    const refuse = (cause: unknown) => {
      socket.destroy();
      reject(
        new TimescopeError(
          'HTTP',
          `No Redis answers at ${hostname}:${port || '6379'} (${messageOf(cause)}).`,
          {
            kind: 'retryable',
            nextStep: 'Start redis-server there, or leave --redis out to run here.',
            cause,
          },
        ),
      );
    };
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', refuse);
    socket.once('timeout', () => refuse(new Error('no answer within 5 s')));
  });
}
