import { pngOf } from '@timescope/runtime/encode/png';
import { makeField } from '@timescope/synthetic/field/field';
import { scannerField } from '@timescope/synthetic/field/fieldSpec';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { CohortFolder } from '../../packages/cli/src/cohort/cohortFolder';
import { statedCases, statusOf } from '../../packages/cli/src/cohort/cohortStatus';
import { runHere } from '../../packages/cli/src/cohort/localRun';
import { casesOf } from '../../packages/cli/src/cohort/manifest';
import { processHands } from '../../packages/cli/src/cohort/processHands';
import { openQueue, workQueue } from '../../packages/cli/src/cohort/redisQueue';
import { submitCohort } from '../../packages/cli/src/cohort/submitCohort';
import { workCase } from '../../packages/cli/src/cohort/workCase';
import { builtModule } from '../harness/builtModule';
import { repository } from '../harness/commandLine';
import { goodHands, handMadeCase, handMadeCohort, temporaryFolder } from '../harness/cohortFixture';
import { startRedis, type RedisServer } from '../harness/redisServer';

const folder = await temporaryFolder();
const { signal } = new AbortController();
const limits = { memoryMb: 3072, longestMs: 600_000 };
let redis: RedisServer;
beforeAll(async () => {
  redis = await startRedis();
});
afterAll(() => redis.stop());

const say = (line: string) => process.stderr.write(`${line}\n`);
const secondsOf = async (work: () => Promise<unknown>): Promise<number> => {
  const since = performance.now();
  await work();
  return (performance.now() - since) / 1000;
};

/** Slides of 0.6 mm, so that a case takes seconds. */
async function slidesCohort(name: string, count: number): Promise<CohortFolder> {
  const lines = [];
  for (let seed = 0; seed < count; seed++) {
    const image = `field-${seed}.png`;
    await writeFile(path.join(folder, image), await pngOf(fields[seed] ?? (fields[seed] = field(seed))));
    lines.push({ line: seed + 2, values: { case: image, input: image, marker: 'ki67', mpp: '0.5' } });
  }
  return submitCohort(path.join(folder, name), await casesOf({ folder, lines }, {}));
}

const fields: ReturnType<typeof field>[] = [];
const field = (seed: number) => makeField({ ...scannerField, mpp: 0.5, sizeUm: 600, seed }).rgb;

/** The processes are warm: a cohort of thousands pays for their start once. */
async function warmRun(
  name: string,
  workers: number,
  file: URL,
): Promise<{ seconds: number; perSlide: number }> {
  const crew = Array.from({ length: workers }, (_, at) => ({
    worker: `w${at}`,
    hands: processHands(limits, file),
  }));
  const warm = await slidesCohort(`${name}-warm`, 3 * workers);
  await runHere(warm, warm.cohort.cases, { signal }, crew);
  const cohort = await slidesCohort(name, SLIDES);
  const seconds = await secondsOf(() => runHere(cohort, cohort.cohort.cases, { signal }, crew));
  for (const { hands } of crew) hands.close();
  const status = statusOf(cohort, await statedCases(cohort));
  expect(status.done).toBe(SLIDES);
  return { seconds, perSlide: (seconds * workers) / SLIDES };
}

const SLIDES = 32;

/** What two of the command line alone gain where they run side by side: more no queue can gain here. Best of two. */
async function bareGain(): Promise<number> {
  const image = path.join(folder, 'large.png');
  await writeFile(image, await pngOf(makeField({ ...scannerField, mpp: 0.5, sizeUm: 2400, seed: 1 }).rgb));
  const scored = () => calledTimescope('score', image, '--marker', 'ki67', '--mpp', '0.5', '--workers', '1');
  await scored();
  const gains: number[] = [];
  for (let run = 0; run < 2; run++) {
    const alone = await secondsOf(scored);
    const together = await secondsOf(() => Promise.all([scored(), scored()]));
    say(`Bare processes: one ${alone.toFixed(2)} s, two at once ${together.toFixed(2)} s`);
    gains.push((2 * alone) / together);
  }
  return Math.max(...gains);
}

const calledTimescope = (...argv: string[]): Promise<unknown> =>
  promisify(execFile)(process.execPath, [path.join(repository, 'packages/cli/bin/timescope.js'), ...argv]);

let gain = Number.NaN;

test('two workers gain what two bare processes gain on this machine, and the queue costs less than 2 % of a slide', async () => {
  const bare = await bareGain();
  const file = await builtModule('packages/cli/src/cohort/caseProcess.ts');
  const one = await warmRun('one', 1, file);
  const two = await warmRun('two', 2, file);
  const overhead = await queueOverhead();
  gain = one.seconds / two.seconds;
  say(
    `One worker ${one.seconds.toFixed(1)} s, two ${two.seconds.toFixed(1)} s: ${gain.toFixed(2)} times; bare processes ${bare.toFixed(2)} times`,
  );
  say(
    `Queue, marks, record: ${(overhead * 1000).toFixed(1)} ms a case; a slide of 0.36 mm2: ${one.perSlide.toFixed(2)} s`,
  );
  expect(gain).toBeGreaterThanOrEqual(0.85 * bare);
  expect(overhead).toBeLessThan(0.02 * one.perSlide);
}, 900_000);

test('two workers on two cores do at least 1.7 times as much', () => {
  expect(gain).toBeGreaterThan(1.7);
});

/** Seconds a case when the measurement itself takes none: Redis, the marks and the record with its digests. */
async function queueOverhead(): Promise<number> {
  const names = Array.from({ length: 300 }, (_, at) => `case ${at}`);
  const cohort = await handMadeCohort(path.join(folder, 'overhead'), names);
  const queue = await openQueue(cohort, redis.url);
  await queue.add(cohort.cohort.cases);
  await queue.close();
  const cases = new Map(cohort.cohort.cases.map(one => [one.key, one]));
  const place = { worker: 'w', hands: goodHands(), signal };
  const seconds = await secondsOf(async () => {
    const worker = await workQueue(cohort, {
      ...{ redis: redis.url, workers: 1, leaseMs: 30_000, onGivenUp: () => Promise.resolve() },
      work: async key => {
        await workCase(cohort, cases.get(key) ?? handMadeCase(key), place);
        return { kind: 'done' };
      },
    });
    await worker.untilDrained();
    await worker.close();
  });
  expect(statusOf(cohort, await statedCases(cohort)).done).toBe(300);
  return seconds / 300;
}

test('100,000 cases that only sleep: time to submit, memory of Redis, pace', async () => {
  const cases = Array.from({ length: 100_000 }, (_, at) => handMadeCase(`case ${at}`));
  const cohort: CohortFolder = {
    folder,
    cohort: { version: 1, id: 'scale', submittedAt: new Date().toISOString(), cases, leftOut: [] },
  };
  const before = await redis.usedMb();
  const queue = await openQueue(cohort, redis.url);
  const submitted = await secondsOf(() => queue.add(cases));
  const waiting = await redis.usedMb();
  await queue.close();
  let done = 0;
  const worker = await workQueue(cohort, {
    ...{ redis: redis.url, workers: 64, leaseMs: 30_000, onGivenUp: () => Promise.resolve() },
    work: async () => {
      await wait(1);
      done++;
      return { kind: 'done' };
    },
  });
  const worked = await secondsOf(() => worker.untilDrained());
  await worker.close();
  const ended = await redis.usedMb();
  say(
    `Submitted in ${submitted.toFixed(1)} s; Redis ${(waiting - before).toFixed(0)} MB waiting, ${(ended - before).toFixed(0)} MB done; ` +
      `${(100_000 / worked).toFixed(0)} cases a second`,
  );
  expect(done).toBe(100_000);
  expect(waiting - before).toBeLessThan(200);
}, 1_800_000);
