import { EXIT_REJECTED, EXIT_RETRYABLE } from '../exitCodes';
import { lockFolder } from '../score/outFolder';
import { newCrew } from './crew';
import type { CohortCase } from './cohortCase';
import { isCancelled, openCohort, type CohortFolder } from './cohortFolder';
import { usage, type WorkOptions } from './cohortOptions';
import { statedCases } from './cohortStatus';
import { landerFor } from './landCase';
import { afterOneMore, countedTries, noteFailure, pauseAfter, runHere, type Tried } from './localRun';
import { pauseBefore } from './retryPolicy';
import { openQueue, workQueue, type QueueVerdict } from './redisQueue';
import { workCase, type CaseOutcome, type Workplace } from './workCase';

/** The cases that nobody has finished, failed for good or cancelled. */
export async function openCases(cohort: CohortFolder): Promise<CohortCase[]> {
  const stated = await statedCases(cohort);
  return stated
    .filter(({ state }) => state.kind === 'waiting' || state.kind === 'running')
    .map(({ one }) => one);
}

/** Runs what is open, or of that what is meant, on this machine's cores. One run a folder: a second would measure the same. */
export async function runOpenCases(
  cohort: CohortFolder,
  options: WorkOptions,
  signal: AbortSignal,
  isMeant: (one: CohortCase) => boolean = () => true,
): Promise<void> {
  const lock = await lockFolder(cohort.folder);
  const crew = newCrew(options.workers, options.limits);
  try {
    await runHere(cohort, (await openCases(cohort)).filter(isMeant), { signal, ...landerFor(cohort) }, crew);
  } finally {
    for (const { hands } of crew) hands.close();
    await lock.release();
  }
}

/** One case alone, for a scheduler that does the rest. @returns the exit code of its command: 0, 10, 20, 30 or 1 */
export async function runNumbered(
  cohort: CohortFolder,
  number: number,
  options: WorkOptions,
  signal: AbortSignal,
): Promise<number> {
  const one = cohort.cohort.cases[number - 1];
  const [member] = newCrew(1, options.limits);
  if (!one || !member) throw usage(`The cohort has no case ${number}.`, 'Give --number from 1.');
  try {
    const outcome = await workCase(cohort, one, { ...member, signal, ...landerFor(cohort) });
    if (outcome.kind === 'done') return outcome.record.exitCode;
    if (outcome.kind === 'stopped') return EXIT_RETRYABLE;
    if (outcome.kind === 'cancelled') return EXIT_REJECTED;
    process.stderr.write(`timescope: ${one.name}: ${outcome.reason}\n`);
    const counted = await countedTries(cohort, one.key, outcome);
    // What may pass is for the scheduler to count.
    const isFinal =
      outcome.again !== 'later' && pauseBefore(outcome, Math.max(1, counted.lost)) === undefined;
    await noteFailure(cohort, one.key, outcome, { ...counted, isFinal });
    return isFinal ? EXIT_REJECTED : EXIT_RETRYABLE;
  } finally {
    member.hands.close();
  }
}

/** Puts what is open on the queue. */
export async function queueOpenCases(cohort: CohortFolder, redis: string): Promise<void> {
  const queue = await openQueue(cohort, redis);
  try {
    await queue.add(await openCases(cohort));
  } finally {
    await queue.close();
  }
}

/** A worker of the queue. @param untilDrained ends when no case is left instead of waiting for more */
export async function workOnQueue(
  cohort: CohortFolder,
  options: WorkOptions & { readonly redis: string },
  { signal, untilDrained, onStep }: Pick<Workplace, 'signal' | 'onStep'> & { readonly untilDrained: boolean },
): Promise<void> {
  const free = newCrew(options.workers, options.limits);
  const crew = [...free];
  const cases = new Map(cohort.cohort.cases.map(one => [one.key, one]));
  const worker = await workQueue(cohort, {
    redis: options.redis,
    workers: options.workers,
    leaseMs: options.lease * 1000,
    work: async (key, tried) => {
      const one = cases.get(key) ?? (await caseAddedSince(cohort, cases, key));
      const member = free.pop();
      if (!one || !member) return { kind: 'failed', reason: 'The cohort has no such case.' };
      try {
        return await verdictOn(cohort, one, tried, {
          ...member,
          signal,
          ...landerFor(cohort),
          ...(onStep && { onStep }),
        });
      } finally {
        free.push(member);
      }
    },
    onGivenUp: async (key, reason) => {
      const counted = { tries: MANY, lost: MANY, isFinal: true };
      await noteFailure(cohort, key, { code: 'WORKER_LOST', reason }, counted);
    },
  });
  try {
    await Promise.race([aborted(signal), ...(untilDrained ? [worker.untilDrained()] : [])]);
  } finally {
    await worker.close();
    for (const { hands } of crew) hands.close();
  }
}

/** A case that joined the cohort after this worker began. */
async function caseAddedSince(cohort: CohortFolder, cases: Map<string, CohortCase>, key: string) {
  for (const one of (await openCohort(cohort.folder)).cohort.cases) cases.set(one.key, one);
  return cases.get(key);
}

/** What a case that the queue gave up is said to have been tried. */
const MANY = 20;

async function verdictOn(
  cohort: CohortFolder,
  one: CohortCase,
  before: Tried,
  place: Workplace,
): Promise<QueueVerdict> {
  return verdictOf(cohort, one, before, await workCase(cohort, one, place));
}

/** @param before how often the case was tried on this queue before */
export async function verdictOf(
  cohort: CohortFolder,
  one: CohortCase,
  before: Tried,
  outcome: CaseOutcome,
): Promise<QueueVerdict> {
  if (outcome.kind === 'done') return { kind: 'done' };
  if (outcome.kind === 'stopped') return { kind: 'back' };
  // Asked for again while it was being stopped: its job was busy then and could not be put on the queue anew.
  if (outcome.kind === 'cancelled') return { kind: (await isCancelled(cohort, one.key)) ? 'done' : 'back' };
  const tried = afterOneMore(before, outcome);
  const pauseMs = await pauseAfter(cohort, one.key, outcome, tried);
  const { reason } = outcome;
  return pauseMs === undefined
    ? { kind: 'failed', reason }
    : { kind: 'again', reason, pauseMs, lost: tried.lost };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise(resolve => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
