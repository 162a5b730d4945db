import { jest } from '@jest/globals';
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cohortTables } from '../../../packages/cli/src/cohort/exportTables';
import {
  markCancelled,
  markFailure,
  markRunning,
  type CohortFolder,
} from '../../../packages/cli/src/cohort/cohortFolder';
import { cohort as cohortCommand } from '../../../packages/cli/src/commands/cohort';
import { writeStatus } from '../../../packages/cli/src/cohort/reportStatus';
import { chosenCases } from '../../../packages/cli/src/cohort/chosenCases';
import { statedCases, statusOf } from '../../../packages/cli/src/cohort/cohortStatus';
import { reconciled } from '../../../packages/cli/src/cohort/reconcileCohort';
import { statusTable } from '../../../packages/cli/src/cohort/statusTable';
import { submitCohort } from '../../../packages/cli/src/cohort/submitCohort';
import { workCase } from '../../../packages/cli/src/cohort/workCase';
import { done, handMadeCase, handsThat, temporaryFolder } from '../../harness/cohortFixture';

const root = await temporaryFolder();
const at = '2026-11-22T10:00:00.000Z';

/** A prediction whose probability is told by the case's name: `p 0.62`. */
const predicted = (probability: number) => ({
  ...{
    kind: 'timescope.prediction',
    hash: `hash ${probability}`,
    flags: [],
    notEvaluable: { tils: 'Its network did not run.', 'time.direct': 'The time network is missing.' },
    provenance: { demonstration: true },
  },
  targets: {
    tsr: { probability, threshold: 0.5, class: probability >= 0.5 ? 'high' : 'low', model: { name: 'net' } },
  },
  time: { derived: null, direct: null },
  slice: { index: 4, areaMm2: 12 },
});

const hands = handsThat(async ({ argv }) => {
  const probability = Number(argv[0]?.slice(2));
  await writeFile(path.join(argv.at(-1) ?? '', 'result.json'), JSON.stringify(predicted(probability)));
  return done;
});

async function cohortOf(name: string): Promise<CohortFolder> {
  const cases = ['p 0.9', 'p 0.48', 'p 0.1', 'broken', 'open'].map(each =>
    handMadeCase(each, { command: 'predict', notes: { age: '61', state: 'pT2' } }),
  );
  const leftOut = [{ line: 9, name: 'absent', reason: 'The input does not exist.' }];
  const cohort = await submitCohort(path.join(root, name), { cases, leftOut });
  const { signal } = new AbortController();
  for (const one of cases.slice(0, 3)) await workCase(cohort, one, { worker: 'w', hands, signal });
  const mark = { code: 'NOT_DICOM', reason: 'It is none.', tries: 1, lost: 0, isFinal: true, at };
  await markFailure(cohort, cases[3]?.key ?? '', mark);
  return cohort;
}

test('the tables have a row a case with its state, and its notes beside the results; --sort cutoff puts the doubtful first', async () => {
  const cohort = await cohortOf('tables');
  const stated = await statedCases(cohort);
  const tables = await cohortTables(cohort, stated, false);
  const [head, ...rows] = tables.cases.trim().split('\n');
  expect(head).toMatch(/^case,command,state,reason,hash,seconds,folder,tsr,tsrClass,/);
  expect(head).toMatch(/,age,note\.state$/);
  expect(rows.map(row => row.split(',').slice(0, 4).join())).toEqual([
    'p 0.9,predict,done,',
    'p 0.48,predict,done,',
    'p 0.1,predict,done,',
    'broken,predict,failed,It is none.',
    'open,predict,waiting,',
  ]);
  // In the place of a value its reason, and nothing more where all is there.
  expect(rows[0]).toContain(
    ',"tils, tilsClass: Its network did not run. | timeDirect: The time network is missing.",61,pT2',
  );
  const sorted = await cohortTables(cohort, stated, true);
  const names = sorted.cases.split('\n').map(row => row.split(',')[0]);
  expect(names.slice(1, 6)).toEqual(['p 0.48', 'p 0.9', 'p 0.1', 'broken', 'open']);
  expect(sorted.compartments.split('\n').slice(0, 2)).toEqual([
    'case,command,target,probability,threshold,class,model,age,state',
    'p 0.48,predict,tsr,0.48,0.5,low,net,61,pT2',
  ]);
});

test('tables without a case have their heads', async () => {
  const cohort = await submitCohort(path.join(root, 'empty'), { cases: [], leftOut: [] });
  expect(await cohortTables(cohort, await statedCases(cohort), false)).toEqual({
    cases: 'case,command,state,reason,hash,seconds,folder\n',
    compartments: 'case,command\n',
  });
});

test('the exit code tells a half cohort from a whole one, and how to go on', async () => {
  const out = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  const told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  const one = handMadeCase('p 0.9', { command: 'predict' });
  const cohort = await submitCohort(path.join(root, 'codes'), { cases: [one], leftOut: [] });
  expect(await writeStatus(cohort, { json: true })).toBe(0);
  expect(await writeStatus(cohort, { json: true, goOn: 'timescope cohort work DIR' })).toBe(30);
  expect(told.mock.calls.join('')).toBe(
    'timescope: 1 of 1 cases are open. Go on with "timescope cohort work DIR".\n',
  );
  await markCancelled(cohort, one.key);
  expect(await writeStatus(cohort, { json: true, goOn: 'timescope cohort work DIR' })).toBe(10);
  out.mockRestore();
  told.mockRestore();
});

test('an address that is none of a Redis is refused before anything waits for it', async () => {
  const { folder } = await submitCohort(path.join(root, 'address'), { cases: [], leftOut: [] });
  for (const redis of ['http://127.0.0.1:6379', 'localhost', 'localhost:6379', 'redis://'])
    for (const name of ['work', 'retry', 'reconcile'])
      await expect(cohortCommand.run([name, folder, '--redis', redis])).rejects.toThrow(
        `--redis takes an address like redis://HOST:6379, not "${redis}".`,
      );
});

test('the marks of workers that are gone are taken away; those of others stay', async () => {
  const cohort = await submitCohort(path.join(root, 'marks'), { cases: [], leftOut: [] });
  for (const worker of ['killed', 'busy']) await markRunning(cohort, 'key', { worker, since: at, stage: '' });
  const long = new Date(Date.now() - 60_000);
  await utimes(path.join(cohort.folder, 'running', 'key.killed.json'), long, long);
  await reconciled(cohort, undefined);
  expect(await readdir(path.join(cohort.folder, 'running'))).toEqual(['key.busy.json']);
});

test('the status counts every case once and names what failed, runs, was cancelled or left out', async () => {
  const cohort = await cohortOf('status');
  const open = chosenCases(await statedCases(cohort), ['open'])[0]?.one.key ?? '';
  await markRunning(cohort, open, { worker: 'w2', since: new Date().toISOString(), stage: 'cells 30 %' });
  const status = statusOf(cohort, await statedCases(cohort));
  expect(status).toMatchObject({
    ...{ total: 5, done: 3, partial: 0, waiting: 0, cancelled: [] },
    running: [{ case: 'open', worker: 'w2', stage: 'cells 30 %' }],
    failed: [{ case: 'broken', line: 2, code: 'NOT_DICOM', reason: 'It is none.', tries: 1 }],
    leftOut: [{ line: 9, name: 'absent' }],
  });
  const table = statusTable(status);
  expect(table).toContain('Done       3 of 5');
  expect(table).toContain('FAILED   broken after 1 try: It is none. [NOT_DICOM]');
  expect(table).toContain('left out line 9 (absent): The input does not exist.');
  // A minute without a sign: its worker is gone.
  const later = statusOf(cohort, await statedCases(cohort, Date.now() + 60_000));
  expect([later.running.length, later.waiting]).toEqual([0, 1]);
  await markCancelled(cohort, open);
  expect(statusOf(cohort, await statedCases(cohort)).cancelled).toEqual(['open']);
  expect(() => chosenCases([], ['nobody'])).toThrow('The cohort has no case "nobody".');
});

test('a result that was changed after it was kept is set aside and its case is open again', async () => {
  const cohort = await cohortOf('damaged');
  const stated = await statedCases(cohort);
  expect(await reconciled(cohort, undefined)).toMatchObject({ whole: 3, damaged: [], strays: [], open: 1 });
  const one = stated[1]?.one ?? handMadeCase('none');
  const file = path.join(cohort.folder, 'cases', one.key, 'result.json');
  await writeFile(file, (await readFile(file, 'utf8')).replace('0.48', '0.84'));
  await writeFile(path.join(cohort.folder, 'cases', 'stray'), '');
  expect(await reconciled(cohort, undefined)).toMatchObject({
    ...{ whole: 2, damaged: ['p 0.48'], strays: ['stray'], open: 2 },
  });
  const { signal } = new AbortController();
  expect(await workCase(cohort, one, { worker: 'w', hands, signal })).toMatchObject({ kind: 'done' });
  expect(await reconciled(cohort, undefined)).toMatchObject({ whole: 3, damaged: [], open: 1 });
});

test('the mark of a running case is whole at every moment, however often it is rewritten', async () => {
  const cohort = await cohortOf('marks');
  const open = cohort.cohort.cases[4]?.key ?? '';
  const mark = { worker: 'w', since: new Date().toISOString(), stage: 'cells '.repeat(2000) };
  await markRunning(cohort, open, mark);
  const writing = { isOn: true };
  const rewritten = async () => {
    for (let times = 0; times < 200; times++) await markRunning(cohort, open, mark);
    writing.isOn = false;
  };
  const seen: number[] = [];
  const written = rewritten();
  while (writing.isOn) seen.push(statusOf(cohort, await statedCases(cohort)).running.length);
  await written;
  expect([...new Set(seen)]).toEqual([1]);
});
