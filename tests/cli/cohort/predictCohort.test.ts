import { jest } from '@jest/globals';
import { niftiFile } from '@timescope/core/nifti/niftiFile';
import { TARGETS, type PredictionResult } from '@timescope/core/result/predictionResult';
import { writeCtSeries } from '@timescope/synthetic/ct/writeDemoCt';
import { demoCtDescription } from '@timescope/synthetic/demoPatient';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CohortStatus } from '../../../packages/cli/src/cohort/cohortStatus';
import { csvRows } from '../../harness/csvRows';
import { calledCohort } from '../../harness/calledCohort';
import { temporaryFolder } from '../../harness/cohortFixture';
import { handMadeCt, handMadeRoi } from '../../harness/handMadeCt';
import { startRedis, type RedisServer } from '../../harness/redisServer';

// The network and six starts of the program.
jest.setTimeout(180_000);

const folder = await temporaryFolder();
const at = (name: string) => path.join(folder, name);
let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
  const ct = handMadeCt([48, 48, 4], (i, j, k) => 20 + ((i * 7 + j * 3 + k * 11) % 60));
  await mkdir(at('ct'));
  await writeCtSeries(at('ct'), ct, { ...demoCtDescription, spacingMm: { x: 1, y: 1 } }, () => undefined);
  const roi = handMadeRoi(ct, (i, j, k) => (k === 1 || k === 2) && i > 9 && i < 30 + k && j > 9 && j < 36);
  await writeFile(at('roi.nii'), niftiFile(roi));
  const lines = [
    'case,command,input,roi,segment,slice,note.age',
    'largest,predict,ct,roi.nii,1,,61',
    'given,predict,ct,roi.nii,1,1,70',
    'absent,predict,ct,none.nii,,,50',
    '',
  ];
  await writeFile(at('manifest.csv'), lines.join('\n'));
});
afterAll(() => redis.stop());

/** What each case's result says, by its name. */
async function resultsOf(run: string): Promise<Map<string, PredictionResult>> {
  const results = new Map<string, PredictionResult>();
  for (const key of await readdir(at(`${run}/cases`))) {
    const read = async (file: string) =>
      JSON.parse(await readFile(at(`${run}/cases/${key}/${file}`), 'utf8')) as { readonly name: string };
    const result: unknown = await read('result.json');
    results.set((await read('case.json')).name, result as PredictionResult);
  }
  return results;
}

test('a cohort of CTs here and on a queue: the same predictions, which the tables and the order by distance to the threshold show', async () => {
  const local = await calledCohort(
    'submit',
    at('manifest.csv'),
    '--out',
    at('local'),
    '--workers',
    '1',
    '--json',
  );
  expect([local.code, JSON.parse(local.stdout) as CohortStatus]).toMatchObject([
    10,
    { done: 2, failed: [], cellsPerSecond: null, leftOut: [{ line: 4, name: 'absent' }] },
  ]);
  await calledCohort('submit', at('manifest.csv'), '--out', at('queued'), '--redis', redis.url);
  await calledCohort('work', at('queued'), '--redis', redis.url, '--workers', '1', '--until-done');
  const [here, queued] = [await resultsOf('local'), await resultsOf('queued')];
  expect([...here.keys()].sort()).toEqual(['given', 'largest']);
  for (const [name, { hash }] of here) expect(queued.get(name)?.hash).toBe(hash);
  expect([here.get('largest')?.slice.index, here.get('given')?.slice.index]).toEqual([2, 1]);

  const targets = (name: string) =>
    TARGETS.map(target => {
      const said = here.get(name)?.targets[target] ?? { probability: NaN, threshold: NaN, class: '' };
      return { target, ...said, distance: said.probability - said.threshold };
    });
  const nearestTarget = (name: string) =>
    targets(name).reduce((best, one) => (Math.abs(one.distance) < Math.abs(best.distance) ? one : best));
  const doubt = (name: string) => Math.abs(nearestTarget(name).distance);
  const nearest = ['largest', 'given'].toSorted((a, b) => doubt(a) - doubt(b));
  const status = await calledCohort('status', at('queued'), '--sort', 'cutoff', '--json');
  expect((JSON.parse(status.stdout) as { nearestToCutoff: unknown }).nearestToCutoff).toEqual(
    nearest.map(name => {
      const { target, threshold, distance } = nearestTarget(name);
      return { case: name, score: target, cutoff: threshold, distance };
    }),
  );
  await calledCohort('export', at('queued'), '--out', at('tables'), '--sort', 'cutoff');
  const rows = await csvRows(at('tables/cases.csv'));
  const shown = ['case', 'command', 'state', 'tils', 'tilsClass', 'sliceIndex', 'cutoffDistance', 'age'];
  expect(rows.map(row => shown.map(column => row[column]))).toEqual(
    nearest.map(name => {
      const tils = here.get(name)?.targets.tils;
      return [
        ...[name, 'predict', 'done', String(tils?.probability), tils?.class],
        ...[name === 'largest' ? '2' : '1', String(nearestTarget(name).distance)],
        name === 'largest' ? '61' : '70',
      ];
    }),
  );
  const parts = ['case', 'command', 'target', 'probability', 'threshold', 'class'];
  const ofTargets = await csvRows(at('tables/compartments.csv'));
  expect(ofTargets.map(row => parts.map(column => row[column]))).toEqual(
    nearest.flatMap(name =>
      targets(name).map(({ target, probability, threshold, class: said }) => [
        ...[name, 'predict', target, String(probability), String(threshold), said],
      ]),
    ),
  );
});
