import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { EXIT_PARTIAL } from '../exitCodes';
import type { CaseRecord, CohortCase, FailureMark, LeftOutLine, RunningMark } from './cohortCase';
import { failureOf, namesIn, readJson, recordOf, type CohortFolder } from './cohortFolder';

/** Where a case stands. A case may be done and still wait for the archive. */
export type CaseState =
  | { readonly kind: 'done'; readonly record: CaseRecord }
  | { readonly kind: 'running'; readonly mark: RunningMark }
  | { readonly kind: 'failed'; readonly mark: FailureMark }
  | { readonly kind: 'cancelled' }
  /** `mark`: why the last try did not end well. */
  | { readonly kind: 'waiting'; readonly mark?: FailureMark | undefined };

export interface StatedCase {
  readonly one: CohortCase;
  readonly state: CaseState;
}

/** A mark that was not renewed for so long, in milliseconds, is of a worker that is gone. Ours: ten renewals. */
const STALE_MS = 20_000;

/** Every case of the manifest with its state, in the manifest's order. */
export async function statedCases(cohort: CohortFolder, now = Date.now()): Promise<StatedCase[]> {
  const [done, failed, cancelled, landed] = await Promise.all(
    (['cases', 'failed', 'cancelled', 'landed'] as const).map(
      async part => new Set(await namesIn(cohort, part)),
    ),
  );
  const running = await runningMarks(cohort, now);
  const isStored = (key: string) => cohort.cohort.store === undefined || landed?.has(key) === true;
  const stated: StatedCase[] = [];
  for (const one of cohort.cohort.cases) {
    const record = done?.has(one.key) ? await recordOf(cohort, one.key) : undefined;
    const mark = failed?.has(`${one.key}.json`) ? await failureOf(cohort, one.key) : undefined;
    const isDone = record && isStored(one.key);
    stated.push({
      one,
      state: isDone
        ? { kind: 'done', record }
        : notDone(running.get(one.key), cancelled?.has(one.key) === true, mark),
    });
  }
  return stated;
}

function notDone(
  running: RunningMark | undefined,
  isCancelled: boolean,
  mark: FailureMark | undefined,
): CaseState {
  if (isCancelled) return { kind: 'cancelled' };
  if (running) return { kind: 'running', mark: running };
  if (mark?.isFinal) return { kind: 'failed', mark };
  return { kind: 'waiting', mark };
}

async function runningMarks(cohort: CohortFolder, now: number): Promise<Map<string, RunningMark>> {
  const marks = new Map<string, RunningMark>();
  for (const name of await namesIn(cohort, 'running')) {
    if (name.endsWith('.partial')) continue;
    const file = path.join(cohort.folder, 'running', name);
    const renewed = (await stat(file).catch(() => undefined))?.mtimeMs ?? 0;
    const mark = now - renewed < STALE_MS ? ((await readJson(file)) as RunningMark | undefined) : undefined;
    if (mark) marks.set(name.split('.')[0] ?? '', mark);
  }
  return marks;
}

/** Takes away the marks of workers that are gone. */
export async function clearStaleMarks(cohort: CohortFolder, now = Date.now()): Promise<void> {
  for (const name of await namesIn(cohort, 'running')) {
    const file = path.join(cohort.folder, 'running', name);
    const renewed = (await stat(file).catch(() => undefined))?.mtimeMs ?? now;
    if (now - renewed >= STALE_MS) await rm(file, { force: true });
  }
}

/** The document of `cohort status --json`. */
export interface CohortStatus {
  readonly kind: 'timescope.cohort-status';
  readonly version: 1;
  readonly cohort: string;
  readonly submittedAt: string;
  readonly total: number;
  readonly done: number;
  /** Of the done ones those where a part of the input could not be used. */
  readonly partial: number;
  readonly waiting: number;
  readonly running: readonly {
    readonly case: string;
    readonly worker: string;
    readonly stage: string;
    readonly seconds: number;
  }[];
  readonly failed: readonly NamedReason[];
  /** Waiting cases whose last try failed. */
  readonly tryingAgain: readonly NamedReason[];
  readonly cancelled: readonly string[];
  readonly leftOut: readonly LeftOutLine[];
  readonly cells: number;
  /** Of all workers that are busy now; null before the first case with cells is done. */
  readonly cellsPerSecond: number | null;
  /** Until all cases are done at this pace; null while nobody works or nothing is known. */
  readonly remainingSeconds: number | null;
}

export interface NamedReason {
  readonly case: string;
  readonly line: number;
  readonly code: string;
  readonly reason: string;
  readonly tries: number;
}

export function statusOf(
  { cohort }: CohortFolder,
  cases: readonly StatedCase[],
  now = Date.now(),
): CohortStatus {
  const records = cases.flatMap(({ state }) => (state.kind === 'done' ? [state.record] : []));
  const running = cases.flatMap(({ one, state }) =>
    state.kind === 'running' ? [{ one, mark: state.mark }] : [],
  );
  const waiting = cases.filter(({ state }) => state.kind === 'waiting').length;
  const cells = sum(records.map(record => record.cells ?? 0));
  const seconds = sum(records.map(record => record.seconds));
  const busy = running.length;
  return {
    ...{ kind: 'timescope.cohort-status', version: 1, cohort: cohort.id, submittedAt: cohort.submittedAt },
    total: cases.length,
    done: records.length,
    partial: records.filter(({ exitCode }) => exitCode === EXIT_PARTIAL).length,
    waiting,
    running: running.map(({ one, mark }) => ({
      ...{ case: one.name, worker: mark.worker, stage: mark.stage },
      seconds: Math.max(0, Math.round((now - Date.parse(mark.since)) / 1000)),
    })),
    failed: reasons(cases, 'failed'),
    tryingAgain: reasons(cases, 'waiting'),
    cancelled: cases.filter(({ state }) => state.kind === 'cancelled').map(({ one }) => one.name),
    leftOut: cohort.leftOut,
    cells,
    cellsPerSecond: cells > 0 && seconds > 0 ? Math.round((cells / seconds) * Math.max(1, busy)) : null,
    remainingSeconds:
      waiting + busy === 0
        ? 0
        : busy > 0 && records.length > 0
          ? Math.round(((seconds / records.length) * (waiting + busy)) / busy)
          : null,
  };
}

function reasons(cases: readonly StatedCase[], kind: 'failed' | 'waiting'): NamedReason[] {
  return cases.flatMap(({ one, state }) => {
    if (state.kind !== kind || !state.mark) return [];
    const { code, reason, tries } = state.mark;
    return [{ case: one.name, line: one.line, code, reason, tries }];
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
