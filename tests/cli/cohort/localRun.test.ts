import path from 'node:path';
import type { CaseHands } from '../../../packages/cli/src/cohort/caseHands';
import { afterOneMore, NOT_TRIED, pauseAfter, runHere } from '../../../packages/cli/src/cohort/localRun';
import { pauseBefore } from '../../../packages/cli/src/cohort/retryPolicy';
import { failureOf } from '../../../packages/cli/src/cohort/cohortFolder';
import { statedCases, statusOf } from '../../../packages/cli/src/cohort/cohortStatus';
import {
  done,
  goodHands,
  handMadeCohort,
  handsThat,
  temporaryFolder,
  writeResult,
} from '../../harness/cohortFixture';

const root = await temporaryFolder();
const crewOf = (...hands: CaseHands[]) => hands.map((each, at) => ({ worker: `here-${at}`, hands: each }));
const signal = new AbortController().signal;

test('a poisonous case is tried three times, named with its reason, and the others are done', async () => {
  const cohort = await handMadeCohort(path.join(root, 'poison'), ['a', 'poison', 'b', 'c']);
  let tries = 0;
  const hands = handsThat(async task => {
    if (task.argv[0] === 'poison') {
      tries++;
      return { kind: 'lost', reason: 'Its process ended (SIGSEGV).' };
    }
    await writeResult(task);
    return done;
  });
  await runHere(
    cohort,
    cohort.cohort.cases,
    { signal },
    crewOf(
      hands,
      goodHandsBut('poison', () => tries++),
    ),
  );
  const status = statusOf(cohort, await statedCases(cohort));
  expect([status.done, status.waiting, tries]).toEqual([3, 0, 3]);
  expect(status.failed).toEqual([
    { case: 'poison', line: 2, code: 'WORKER_LOST', reason: 'Its process ended (SIGSEGV).', tries: 3 },
  ]);
});

const goodHandsBut = (name: string, onBad: () => void): CaseHands =>
  handsThat(async task => {
    if (task.argv[0] === name) {
      onBad();
      return { kind: 'lost', reason: 'Its process ended (SIGSEGV).' };
    }
    await writeResult(task);
    return done;
  });

test('a case that waits for its next try lets the others pass', async () => {
  const cohort = await handMadeCohort(path.join(root, 'pass'), ['busy', 'b', 'c']);
  const order: string[] = [];
  const hands = handsThat(async task => {
    const name = task.argv[0] ?? '';
    order.push(name);
    if (name === 'busy' && order.length === 1)
      return { kind: 'ended', exitCode: 30, error: { code: 'HTTP', message: 'Busy.' } };
    await writeResult(task);
    return done;
  });
  await runHere(cohort, cohort.cohort.cases, { signal }, crewOf(hands));
  expect(order).toEqual(['busy', 'b', 'c', 'busy']);
  expect(statusOf(cohort, await statedCases(cohort))).toMatchObject({ done: 3, failed: [], tryingAgain: [] });
});

test('a run that is stopped leaves the rest open', async () => {
  const cohort = await handMadeCohort(path.join(root, 'stopped'), ['a', 'b', 'c']);
  const stop = new AbortController();
  const hands = handsThat(async task => {
    await writeResult(task);
    stop.abort();
    return done;
  });
  await runHere(cohort, cohort.cohort.cases, { signal: stop.signal }, crewOf(hands));
  expect(statusOf(cohort, await statedCases(cohort))).toMatchObject({ done: 1, waiting: 2 });
  await runHere(cohort, cohort.cohort.cases, { signal }, crewOf(goodHands(), goodHands()));
  expect(statusOf(cohort, await statedCases(cohort))).toMatchObject({ done: 3, waiting: 0, cells: 30 });
});

test('pauses double up to a minute; refused input has none, a lost process two, a busy archive nine', () => {
  const failed = (again: 'never' | 'later' | 'lost') => ({
    kind: 'failed' as const,
    code: '',
    reason: '',
    again,
  });
  const pauses = (again: 'never' | 'later' | 'lost') =>
    Array.from({ length: 10 }, (_, tries) => pauseBefore(failed(again), tries + 1, 0.5)).filter(
      pause => pause !== undefined,
    );
  expect(pauses('never')).toEqual([]);
  expect(pauses('lost')).toEqual([1000, 2000]);
  expect(pauses('later')).toEqual([1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000]);
  expect(pauseBefore(failed('later'), 1, 0)).toBe(500);
});

test('an archive that was busy takes no try from a process that is lost, nor the other way round', async () => {
  const cohort = await handMadeCohort(path.join(root, 'kinds'), ['a', 'b', 'c']);
  const [a = '', b = '', c = ''] = cohort.cohort.cases.map(({ key }) => key);
  /** Of one run. */
  const pausesOf = async (key: string, ends: readonly ('later' | 'lost')[]) => {
    const pauses = [];
    let tried = NOT_TRIED;
    for (const again of ends) {
      const failed = { kind: 'failed', code: '', reason: '', again } as const;
      tried = afterOneMore(tried, failed);
      pauses.push(await pauseAfter(cohort, key, failed, tried));
    }
    return pauses.map(pause => pause !== undefined);
  };
  expect(await pausesOf(a, ['later', 'later', 'lost', 'lost', 'lost'])).toEqual([
    ...[true, true, true, true],
    false,
  ]);
  expect(await failureOf(cohort, a)).toMatchObject({ tries: 5, lost: 3, isFinal: true });
  const busy = Array.from({ length: 10 }, () => 'later' as const);
  expect(await pausesOf(b, ['lost', 'lost', ...busy])).toEqual([...busy.map(() => true), true, false]);
  // Stopped after two lost tries and begun anew: ten tries of a busy archive, not twelve.
  expect(await pausesOf(c, ['lost', 'lost'])).toEqual([true, true]);
  expect(await pausesOf(c, busy)).toEqual([...busy.slice(1).map(() => true), false]);
});
