import { TimescopeError } from '@timescope/core/errors';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { caseFolder, isLanded, markCancelled, recordOf } from '../../../packages/cli/src/cohort/cohortFolder';
import { workCase, type Workplace } from '../../../packages/cli/src/cohort/workCase';
import { CHECKPOINT } from '../../../packages/cli/src/score/checkpoint';
import {
  done,
  goodHands,
  handMadeCase,
  handMadeCohort,
  handsThat,
  temporaryFolder,
  writeResult,
} from '../../harness/cohortFixture';

const root = await temporaryFolder();
const place = (more: Partial<Workplace> = {}): Workplace => ({
  worker: 'here-1',
  hands: goodHands(),
  signal: new AbortController().signal,
  ...more,
});
const one = handMadeCase('a');
const fresh = (name: string) => handMadeCohort(path.join(root, name), ['a']);

test('a case is done once its folder has its name: result, record and the digests of its files', async () => {
  const cohort = await fresh('once');
  expect(await workCase(cohort, one, place())).toMatchObject({
    kind: 'done',
    record: { hash: 'hash of a', cells: 10 },
  });
  expect(await readdir(caseFolder(cohort, one.key))).toEqual(['case.json', 'result.json']);
  const record = await recordOf(cohort, one.key);
  expect(Object.keys(record?.files ?? {})).toEqual(['result.json']);
  expect(await readdir(path.join(cohort.folder, 'attempts'))).toEqual([]);
  expect(await readdir(path.join(cohort.folder, 'running'))).toEqual([]);
});

test('a case that is done is not measured again', async () => {
  const cohort = await fresh('again');
  await workCase(cohort, one, place());
  const hands = handsThat(() => Promise.reject(new Error('measured twice')));
  expect(await workCase(cohort, one, place({ hands }))).toMatchObject({ kind: 'done' });
});

test('of two workers with the same case the first result stays', async () => {
  const cohort = await fresh('two');
  const slow = handsThat(async task => {
    await workCase(cohort, one, place({ worker: 'fast' }));
    await writeResult(task).catch(() => undefined);
    return done;
  });
  expect(await workCase(cohort, one, place({ hands: slow, worker: 'slow' }))).toMatchObject({
    record: { worker: 'fast' },
  });
  expect(await readdir(path.join(cohort.folder, 'attempts'))).toEqual([]);
});

test('the next attempt takes along the tiles that the one before measured', async () => {
  const cohort = await fresh('tiles');
  // Of a panel each section has its own, and its mapped tissue too.
  const kept = [CHECKPOINT, `cd3/${CHECKPOINT}`, `cd3/${CHECKPOINT}-map`, `cd8/${CHECKPOINT}-map-fine`];
  const torn = handsThat(async ({ argv }) => {
    const attempt = argv.at(-1) ?? '';
    for (const section of ['cd3', 'cd8']) await mkdir(path.join(attempt, section));
    for (const name of [...kept, 'cd3/cells.csv.partial']) await writeFile(path.join(attempt, name), name);
    return { kind: 'lost', reason: 'killed' };
  });
  expect(await workCase(cohort, one, place({ hands: torn }))).toMatchObject({
    kind: 'failed',
    again: 'lost',
  });
  let found: string[] = [];
  const next = handsThat(async task => {
    const attempt = task.argv.at(-1) ?? '';
    const entries = await readdir(attempt, { recursive: true, withFileTypes: true });
    const files = entries
      .filter(entry => entry.isFile())
      .map(({ name, parentPath }) => path.join(parentPath, name));
    found = await Promise.all(files.map(file => readFile(file, 'utf8')));
    await writeResult(task);
    return done;
  });
  expect(await workCase(cohort, one, place({ hands: next }))).toMatchObject({ kind: 'done' });
  expect(found.sort()).toEqual(kept.sort());
  expect(await readdir(caseFolder(cohort, one.key), { recursive: true })).not.toContain(
    `cd3/${CHECKPOINT}-map`,
  );
});

test('input that is refused is not tried again; what may pass is', async () => {
  const cohort = await fresh('refused');
  const ending = (exitCode: number) =>
    place({
      hands: handsThat(() =>
        Promise.resolve({ kind: 'ended', exitCode, error: { code: 'NOT_DICOM', message: 'It is none.' } }),
      ),
    });
  expect(await workCase(cohort, one, ending(20))).toMatchObject({
    kind: 'failed',
    again: 'never',
    reason: 'It is none.',
  });
  expect(await workCase(cohort, one, ending(30))).toMatchObject({ kind: 'failed', again: 'later' });
});

test('an archive that is busy costs no second measurement', async () => {
  const cohort = await fresh('landing');
  let measured = 0;
  let tries = 0;
  const busy = place({
    hands: handsThat(async task => {
      measured++;
      await writeResult(task);
      return done;
    }),
    land: () =>
      ++tries < 3
        ? Promise.reject(new TimescopeError('HTTP', 'Busy.', { kind: 'retryable', nextStep: 'Wait.' }))
        : Promise.resolve(),
  });
  expect(await workCase(cohort, one, busy)).toMatchObject({
    kind: 'failed',
    again: 'later',
    reason: 'Busy. Wait.',
  });
  expect(await workCase(cohort, one, busy)).toMatchObject({ kind: 'failed' });
  expect(await workCase(cohort, one, busy)).toMatchObject({ kind: 'done' });
  expect([measured, tries, await isLanded(cohort, one.key)]).toEqual([1, 3, true]);
  await workCase(cohort, one, busy);
  expect(tries).toBe(3);
});

test('a cancelled case is not begun, and one that runs is stopped', async () => {
  const cohort = await fresh('cancelled');
  const waiting = handsThat(async (_, signal) => {
    await markCancelled(cohort, one.key);
    await new Promise(resolve => signal.addEventListener('abort', resolve));
    return { kind: 'stopped' };
  });
  expect(await workCase(cohort, one, place({ hands: waiting }))).toEqual({ kind: 'cancelled' });
  const never = handsThat(() => Promise.reject(new Error('begun')));
  expect(await workCase(cohort, one, place({ hands: never }))).toEqual({ kind: 'cancelled' });
});

test('its five points come in this order', async () => {
  const cohort = await fresh('steps');
  const steps: string[] = [];
  const onStep = (step: string) => {
    steps.push(step);
    return Promise.resolve();
  };
  await workCase(cohort, one, place({ onStep, land: () => Promise.resolve() }));
  expect(steps).toEqual(['taken', 'measuring', 'measured', 'kept', 'landed']);
});
