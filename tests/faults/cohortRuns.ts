import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { recordOf, type CohortFolder } from '../../packages/cli/src/cohort/cohortFolder';
import { objectsOf } from '../../packages/cli/src/cohort/landCase';
import { casesOf } from '../../packages/cli/src/cohort/manifest';
import { reconciled } from '../../packages/cli/src/cohort/reconcileCohort';
import { runHere } from '../../packages/cli/src/cohort/localRun';
import { processHands } from '../../packages/cli/src/cohort/processHands';
import { statedCases } from '../../packages/cli/src/cohort/cohortStatus';
import { submitCohort, type Submission } from '../../packages/cli/src/cohort/submitCohort';
import { builtModule } from '../harness/builtModule';
import { busyProxy } from '../harness/busyProxy';
import { startOrthanc } from '../harness/orthanc';
import { startRedis } from '../harness/redisServer';
import { writeTinySlides } from '../harness/tinySlides';
import { smallDisk, spoil, survived } from './cohortFaults';

/** How large a trial is. */
export interface Trial {
  readonly slides: number;
  readonly seeds: readonly number[];
  readonly busyMs: number;
  readonly diskMb: number;
}

/** What a trial is compared with: a clean run with one worker, by case. */
export type CleanHashes = ReadonlyMap<string, string>;

export async function cohortTrial(folder: string, { slides, seeds, busyMs, diskMb }: Trial): Promise<void> {
  const submission = await submissionOf(path.join(folder, 'slides'), slides);
  const clean = await cleanHashes(path.join(folder, 'clean'), submission);
  await spoil(path.join(folder, 'slides', 'slide-006'));
  const workerFile = await builtModule('tests/harness/faultyWorker.ts');
  // In the place of the true one, beside the worker.
  await builtModule('tests/harness/fatal/caseProcess.ts');
  for (const seed of seeds) {
    const since = Date.now();
    const [redis, orthanc] = [await startRedis(), await startOrthanc()];
    const archive = await busyProxy(orthanc.root);
    const disk = path.join(folder, `disk-${seed}`);
    const removeDisk = await smallDisk(disk, diskMb);
    try {
      const { cohort, status, killed } = await survived(submission, {
        seed,
        slides,
        disk,
        redis,
        archive,
        busyMs,
        workerFile,
      });
      expect({
        seed,
        killed,
        done: status.done,
        failed: status.failed.map(({ case: name, code, reason }) =>
          code === 'INTERNAL' ? `${name}: ${reason}` : `${name}: ${code}`,
        ),
      }).toEqual({
        ...{
          seed,
          killed: 5,
          done: slides - 2,
          failed: ['slide-005: WORKER_LOST', 'slide-006: NOT_DICOM'],
        },
      });
      expect(archive.turnedAway).toBeGreaterThan(0);
      await expectOnce(cohort, orthanc.root, clean);
      process.stderr.write(
        `Seed ${seed}: ${status.done} of ${slides} slides stored once, ${killed} workers killed, ${archive.turnedAway} ` +
          `requests turned away, ${Math.round((Date.now() - since) / 1000)} s\n`,
      );
    } finally {
      await Promise.all([redis.stop(), archive.stop(), orthanc.stop()]);
      await removeDisk();
    }
  }
}

const LIMITS = { memoryMb: 2048, longestMs: 120_000 };

/** One slide ends every process that measures it, one was spoilt after it was submitted. */
const BAD = ['slide-005', 'slide-006'];

async function submissionOf(folder: string, count: number): Promise<Submission> {
  const names = await writeTinySlides(folder, count);
  const lines = names.map((name, at) => ({
    line: at + 2,
    values: { case: name, input: name, marker: 'ki67', nuclei: 'classical' },
  }));
  return casesOf({ folder, lines }, {});
}

async function cleanHashes(folder: string, submission: Submission): Promise<CleanHashes> {
  const cohort = await submitCohort(folder, submission);
  const hands = processHands(LIMITS, await builtModule('packages/cli/src/cohort/caseProcess.ts'));
  const { signal } = new AbortController();
  await runHere(cohort, submission.cases, { signal }, [{ worker: 'clean', hands }]);
  hands.close();
  const hashes = new Map<string, string>();
  for (const { one, state } of await statedCases(cohort))
    if (state.kind === 'done') hashes.set(one.name, state.record.hash);
  return hashes;
}

/** Each result is there once, in the folder and in the archive, and is that of the clean run. */
async function expectOnce(cohort: CohortFolder, archive: string, clean: CleanHashes): Promise<void> {
  const found = new Map<string, string>();
  let objects = 0;
  for (const one of cohort.cohort.cases.filter(({ name }) => !BAD.includes(name))) {
    const record = await recordOf(cohort, one.key);
    found.set(one.name, record?.hash ?? 'none');
    objects += (await objectsOf(cohort, one)).length;
  }
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries([...clean].filter(([name]) => !BAD.includes(name))),
  );
  expect(new Set(found.values()).size).toBe(found.size);
  expect(await readdir(path.join(cohort.folder, 'cases'))).toHaveLength(found.size);
  const stored = (await (await fetch(archive.replace('/dicom-web', '/statistics'))).json()) as {
    CountInstances: number;
  };
  expect(stored.CountInstances).toBe(objects);
  expect(await reconciled(cohort, undefined)).toMatchObject({
    ...{ whole: found.size, damaged: [], notInArchive: [], strays: [] },
  });
}
