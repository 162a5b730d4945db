import { jest } from '@jest/globals';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import path from 'node:path';
import { cohort } from '../../../packages/cli/src/commands/cohort';
import type { CohortStatus } from '../../../packages/cli/src/cohort/cohortStatus';
import { calledCohort as called, type Ended } from '../../harness/calledCohort';
import { temporaryFolder } from '../../harness/cohortFixture';
import { csvRows } from '../../harness/csvRows';
import { startRedis, type RedisServer } from '../../harness/redisServer';
import { writeTinySlides } from '../../harness/tinySlides';

// Twenty starts of the program.
jest.setTimeout(300_000);

const folder = await temporaryFolder();
const at = (name: string) => path.join(folder, name);
let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
  await writeTinySlides(at('slides'), 2);
  const lines = [
    'case,input,marker',
    'a,slides/slide-000,ki67',
    'b,slides/slide-001,ki67',
    'c,slides/none,ki67',
    '',
  ];
  await writeFile(at('manifest.csv'), lines.join('\n'));
});
afterAll(() => redis.stop());

const statusIn = ({ stdout }: Ended): CohortStatus => JSON.parse(stdout) as CohortStatus;

/** Score hashes by the keys of the cases. */
async function hashesOf(run: string): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const key of await readdir(at(`${run}/cases`))) {
    const text = await readFile(at(`${run}/cases/${key}/case.json`), 'utf8');
    hashes[key] = (JSON.parse(text) as { hash: string }).hash;
  }
  return hashes;
}

test('on this machine, on a queue and one by one: the same results; a bad line is named and the rest is done', async () => {
  const local = await called('submit', at('manifest.csv'), '--out', at('local'), '--workers', '2', '--json');
  expect([local.code, statusIn(local)]).toMatchObject([
    10,
    { done: 2, failed: [], leftOut: [{ line: 4, name: 'c' }] },
  ]);
  expect(local.stderr).toContain('Line 4 (c) is left out: The input');

  const queued = await called(
    'submit',
    at('manifest.csv'),
    '--out',
    at('queued'),
    '--redis',
    redis.url,
    '--json',
  );
  expect(statusIn(queued)).toMatchObject({ done: 0, waiting: 2 });
  const worked = await called('work', at('queued'), '--redis', redis.url, '--until-done', '--json');
  expect(statusIn(worked)).toMatchObject({ done: 2, waiting: 0 });

  await called('submit', at('manifest.csv'), '--out', at('numbered'), '--hold');
  expect((await called('work', at('numbered'), '--number', '2')).code).toBe(0);
  expect((await called('work', at('numbered'), '--number', '2')).code).toBe(0);
  expect(statusIn(await called('status', at('numbered'), '--json'))).toMatchObject({ done: 1, waiting: 1 });

  // The limit of the call is that of the process: node alone takes more than 40 MB.
  const tight = await called('work', at('numbered'), '--number', '1', '--memory', '40');
  expect(tight.code).toBe(30);
  expect(tight.stderr).toMatch(/a: It took \d+ MB of memory where 40 MB are allowed, and was ended\./);
  expect(statusIn(await called('status', at('numbered'), '--json'))).toMatchObject({
    tryingAgain: [{ case: 'a', code: 'WORKER_LOST', tries: 1 }],
  });
  // The third process that is lost was the last one.
  await called('work', at('numbered'), '--number', '1', '--memory', '40');
  expect((await called('work', at('numbered'), '--number', '1', '--memory', '40')).code).toBe(20);
  expect(statusIn(await called('status', at('numbered'), '--json'))).toMatchObject({
    failed: [{ case: 'a', code: 'WORKER_LOST', tries: 3 }],
  });

  const hashes = await hashesOf('local');
  expect(new Set(Object.values(hashes)).size).toBe(2);
  expect(await hashesOf('queued')).toEqual(hashes);
  expect(hashes).toMatchObject(await hashesOf('numbered'));
});

test('retry runs the case that is named and leaves the others of a held cohort', async () => {
  await called('submit', at('manifest.csv'), '--out', at('held'), '--hold');
  const again = await called('retry', at('held'), 'b', '--workers', '1', '--json');
  expect(statusIn(again)).toMatchObject({ done: 1, waiting: 1 });
  // The line that was left out; that another case is held is no fault of this call.
  expect(again.code).toBe(10);
  const all = await called('retry', at('held'), '--json');
  expect(statusIn(all)).toMatchObject({ done: 1, waiting: 1 });
});

test('the tables have a row a slide and a row a slide and compartment, with the numbers of its result', async () => {
  await called('export', at('local'), '--out', at('tables'));
  const [a] = await csvRows(at('tables/cases.csv'));
  const result = JSON.parse(await readFile(at(`local/${a?.folder}/result.json`), 'utf8')) as ScoreResult;
  expect(a).toMatchObject({ case: 'a', state: 'done', hash: result.hash, cells: String(result.cells.total) });
  const parts = (await csvRows(at('tables/compartments.csv'))).filter(row => row.case === 'a');
  expect(parts.map(row => [row.compartment, row.marker])).toEqual(
    ['whole', 'tumour', 'stroma'].map(name => [name, 'Ki-67']),
  );
  expect(parts[0]).toMatchObject({
    cells: String(result.cells.total),
    positive: String(result.cells.positive),
    areaMm2: String(Number(result.areaMm2.whole?.toFixed(6))),
  });
  expect(a?.notEvaluable).toContain(result.notEvaluable.ki67Index);
});

test('cancelled cases stay open until somebody asks for them again', async () => {
  await called('submit', at('manifest.csv'), '--out', at('cancelled'), '--redis', redis.url);
  expect(statusIn(await called('cancel', at('cancelled'), 'a', '--json'))).toMatchObject({
    cancelled: ['a'],
  });
  const worked = await called('work', at('cancelled'), '--redis', redis.url, '--until-done', '--json');
  expect(statusIn(worked)).toMatchObject({ done: 1, cancelled: ['a'] });
  await called('retry', at('cancelled'), 'a', '--redis', redis.url);
  const again = await called('work', at('cancelled'), '--redis', redis.url, '--until-done', '--json');
  expect(statusIn(again)).toMatchObject({ done: 2, cancelled: [] });
});

test('a Redis that lost everything gets its open cases from the folder', async () => {
  const other = await startRedis();
  await called('submit', at('manifest.csv'), '--out', at('lost'), '--redis', redis.url);
  const idle = await called('work', at('lost'), '--redis', other.url, '--until-done', '--json');
  expect([idle.code, statusIn(idle).waiting]).toEqual([30, 2]);
  expect(idle.stderr).toContain(`Go on with "timescope cohort reconcile ${at('lost')} --redis`);
  const found = await called('reconcile', at('lost'), '--redis', other.url, '--json');
  expect(JSON.parse(found.stdout)).toMatchObject({ whole: 0, open: 2, queuedAgain: 2 });
  expect(
    statusIn(await called('work', at('lost'), '--redis', other.url, '--until-done', '--json')),
  ).toMatchObject({ done: 2 });
  await other.stop();
});

test('what cannot be meant is told', async () => {
  await expect(cohort.run(['weigh'])).rejects.toThrow('There is no "cohort weigh".');
  await expect(cohort.run(['status', at('nowhere')])).rejects.toThrow('There is no cohort in');
  await expect(cohort.run(['submit', at('manifest.csv')])).rejects.toThrow(
    'The folder for the cohort is missing.',
  );
  await expect(cohort.run(['work', at('local'), '--tier', 'native'])).rejects.toThrow(
    'The case "a" was submitted in the tier reference, not native.',
  );
  await expect(
    cohort.run(['submit', at('manifest.csv'), '--out', at('x'), '--redis', 'redis://127.0.0.1:1']),
  ).rejects.toThrow('No Redis answers at 127.0.0.1:1');
});
