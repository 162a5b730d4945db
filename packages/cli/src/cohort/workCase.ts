import { messageOf, TimescopeError } from '@timescope/core/errors';
import { cp, mkdtemp, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { EXIT_PARTIAL, exitCodeOf } from '../exitCodes';
import { fileFault } from '../score/outFolder';
import { isCheckpoint } from '../score/checkpoint';
import type { CaseHands, RunEnd } from './caseHands';
import type { CaseRecord, CohortCase } from './cohortCase';
import {
  caseFolder,
  clearFailure,
  clearRunning,
  isCancelled,
  isLanded,
  markLanded,
  markRunning,
  namesIn,
  RECORD,
  recordOf,
  writeJson,
  type CohortFolder,
} from './cohortFolder';
import { contentDigest } from './contentDigest';

/** What a worker brings to a case. */
export interface Workplace {
  /** Names the worker in marks and records. */
  readonly worker: string;
  readonly hands: CaseHands;
  /** Ends the case without a verdict: somebody else will take it. */
  readonly signal: AbortSignal;
  /** Sends the objects of a finished case to the archive, again and again with the same outcome. */
  readonly land?: (one: CohortCase) => Promise<void>;
  /** Told at the named points of a case, in this order. */
  readonly onStep?: (step: CaseStep, one: CohortCase) => Promise<void>;
}

export type CaseStep = 'taken' | 'measuring' | 'measured' | 'kept' | 'landed';

export type CaseOutcome =
  | { readonly kind: 'done'; readonly record: CaseRecord }
  | { readonly kind: 'failed'; readonly code: string; readonly reason: string; readonly again: Again }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'stopped' };

/** May it work later? `lost`: its process died, which a few more tries may survive. */
export type Again = 'never' | 'later' | 'lost';

/**
 * One case from its input to its results. Whoever else works on it, now or before: results get their name in one step,
 * the first to come stays, and all are equal. A case that is done already is only landed where that is still open.
 */
export async function workCase(
  cohort: CohortFolder,
  one: CohortCase,
  place: Workplace,
): Promise<CaseOutcome> {
  await place.onStep?.('taken', one);
  if (await isCancelled(cohort, one.key)) return { kind: 'cancelled' };
  try {
    const outcome = await measured(cohort, one, place);
    if (outcome.kind !== 'done') return outcome;
    await landed(cohort, one, place);
    await clearFailure(cohort, one.key);
    return outcome;
  } catch (thrown) {
    const known = thrown instanceof TimescopeError ? thrown : undefined;
    const again = exitCodeOf(thrown) === 30 ? 'later' : 'never';
    return { kind: 'failed', code: known?.code ?? 'INTERNAL', reason: reasonOf(thrown), again };
  } finally {
    await clearRunning(cohort, one.key, place.worker);
  }
}

async function measured(cohort: CohortFolder, one: CohortCase, place: Workplace): Promise<CaseOutcome> {
  const before = await recordOf(cohort, one.key);
  if (before) return { kind: 'done', record: before };
  const attempt = await newAttempt(cohort, one.key);
  const since = Date.now();
  const end = await runOf(cohort, one, attempt, place);
  const meanwhile = await recordOf(cohort, one.key);
  if (meanwhile) {
    await removeAttempts(cohort, one.key);
    return { kind: 'done', record: meanwhile };
  }
  if (end.kind !== 'ended' || (end.exitCode !== 0 && end.exitCode !== EXIT_PARTIAL)) {
    await thinOut(attempt);
    return failureOf(end);
  }
  const seconds = (Date.now() - since) / 1000;
  const record = await writeRecord(attempt, one, { exitCode: end.exitCode, seconds, worker: place.worker });
  await place.onStep?.('measured', one);
  await keep(cohort, one.key, attempt);
  await place.onStep?.('kept', one);
  return { kind: 'done', record: (await recordOf(cohort, one.key)) ?? record };
}

/** The tiles that an attempt before this one measured are taken along. */
async function newAttempt(cohort: CohortFolder, key: string): Promise<string> {
  try {
    const earlier = await attemptsOf(cohort, key);
    const attempt = await mkdtemp(path.join(cohort.folder, 'attempts', `${key}-`));
    const most = new Map<string, number>();
    for (const folder of earlier)
      for (const name of await checkpointsIn(folder)) {
        const size = (await stat(path.join(folder, name)).catch(() => undefined))?.size ?? 0;
        if (size <= (most.get(name) ?? 0)) continue;
        await cp(path.join(folder, name), path.join(attempt, name), { force: true });
        most.set(name, size);
      }
    return attempt;
  } catch (thrown) {
    throw fileFault(cohort.folder, thrown);
  }
}

async function attemptsOf(cohort: CohortFolder, key: string): Promise<string[]> {
  const names = await namesIn(cohort, 'attempts');
  return names.filter(name => name.startsWith(key)).map(name => path.join(cohort.folder, 'attempts', name));
}

/** Measured tiles, by their path in an attempt: of a panel each slide has some. */
async function checkpointsIn(attempt: string): Promise<string[]> {
  const names = await readdir(attempt, { recursive: true }).catch((): string[] => []);
  return names.filter(name => isCheckpoint(path.basename(name)));
}

/** Of an attempt that failed only the tiles are worth their place. */
async function thinOut(attempt: string): Promise<void> {
  const entries = await readdir(attempt, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries)
    if (entry.isFile() && !isCheckpoint(entry.name))
      await rm(path.join(entry.parentPath, entry.name), { force: true });
  if (!entries.some(({ name }) => isCheckpoint(name))) await rm(attempt, { recursive: true, force: true });
}

/** How often the mark of a running case is renewed, in milliseconds. Ours. */
export const MARK_MS = 2000;

async function runOf(
  cohort: CohortFolder,
  one: CohortCase,
  attempt: string,
  { worker, hands, signal, onStep }: Workplace,
): Promise<RunEnd | { kind: 'cancelled' }> {
  const cancelled = new AbortController();
  const since = new Date().toISOString();
  let stage = '';
  const mark = async () => {
    await markRunning(cohort, one.key, { worker, since, stage });
    if (await isCancelled(cohort, one.key)) cancelled.abort();
  };
  let marking = mark();
  await marking;
  const renewed = setInterval(() => {
    marking = mark();
  }, MARK_MS);
  try {
    await onStep?.('measuring', one);
    const argv = [...one.argv, '--out', attempt];
    const end = await hands.run(
      { command: one.command, argv, key: one.key, ...(one.parts && { parts: one.parts }) },
      { signal: AbortSignal.any([signal, cancelled.signal]), onStage: said => (stage = said.trim()) },
    );
    return cancelled.signal.aborted ? { kind: 'cancelled' } : end;
  } finally {
    clearInterval(renewed);
    // Else it might come back after it was cleared.
    await marking;
  }
}

function failureOf(end: Awaited<ReturnType<typeof runOf>>): CaseOutcome {
  if (end.kind === 'cancelled' || end.kind === 'stopped') return { kind: end.kind };
  if (end.kind === 'lost') return { kind: 'failed', code: 'WORKER_LOST', reason: end.reason, again: 'lost' };
  const { code = 'INTERNAL', message = `It ended with exit code ${end.exitCode}.` } = end.error ?? {};
  return { kind: 'failed', code, reason: message, again: end.exitCode === 30 ? 'later' : 'never' };
}

async function writeRecord(
  attempt: string,
  one: CohortCase,
  run: Pick<CaseRecord, 'exitCode' | 'seconds' | 'worker'>,
): Promise<CaseRecord> {
  for (const name of await checkpointsIn(attempt)) await rm(path.join(attempt, name), { force: true });
  const result = JSON.parse(await readFile(path.join(attempt, 'result.json'), 'utf8')) as MeasuredResult;
  const record: CaseRecord = {
    ...{ name: one.name, key: one.key, command: one.command },
    ...run,
    hash: result.hash,
    cells: result.cells?.total ?? null,
    finishedAt: new Date().toISOString(),
    files: await filesOf(attempt),
  };
  await writeJson(path.join(attempt, RECORD), record);
  return record;
}

interface MeasuredResult {
  readonly hash: string;
  readonly cells?: { readonly total: number };
}

/** SHA-256 of the files of a result, by their path in its folder. */
export async function filesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter(entry => entry.isFile() && entry.name !== RECORD)
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)));
  const digests: Record<string, string> = {};
  for (const name of names.sort()) digests[name] = await contentDigest(path.join(folder, name));
  return digests;
}

/** Renaming a folder onto one that holds files is refused by the system: the first result stays. */
async function keep(cohort: CohortFolder, key: string, attempt: string): Promise<void> {
  const place = caseFolder(cohort, key);
  await rename(attempt, place).catch(async (thrown: unknown) => {
    if (!(await recordOf(cohort, key))) throw fileFault(cohort.folder, thrown);
  });
  const parent = await open(path.dirname(place));
  await parent.sync().finally(() => parent.close());
  await removeAttempts(cohort, key);
}

async function removeAttempts(cohort: CohortFolder, key: string): Promise<void> {
  for (const folder of await attemptsOf(cohort, key)) await rm(folder, { recursive: true, force: true });
}

async function landed(cohort: CohortFolder, one: CohortCase, { land, onStep }: Workplace): Promise<void> {
  if (!land || (await isLanded(cohort, one.key))) return;
  await land(one);
  await onStep?.('landed', one);
  await markLanded(cohort, one.key);
}

const reasonOf = (thrown: unknown): string =>
  thrown instanceof TimescopeError ? `${thrown.message} ${thrown.nextStep}` : messageOf(thrown);
