import { spawn, execFileSync, type ChildProcess } from 'node:child_process';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { random, type Random } from '@timescope/synthetic/random';
import type { CohortFolder } from '../../packages/cli/src/cohort/cohortFolder';
import { statedCases, statusOf, type CohortStatus } from '../../packages/cli/src/cohort/cohortStatus';
import { queueOpenCases } from '../../packages/cli/src/cohort/runCohort';
import { submitCohort, type Submission } from '../../packages/cli/src/cohort/submitCohort';
import type { CaseStep } from '../../packages/cli/src/cohort/workCase';
import type { BusyProxy } from '../harness/busyProxy';
import type { FaultyBegin } from '../harness/faultyWorker';
import type { RedisServer } from '../harness/redisServer';

const STEPS: readonly CaseStep[] = ['taken', 'measuring', 'measured', 'kept', 'landed'];
const WORKERS = 3;
/** Seconds until a silent worker's case goes to another. */
const LEASE = 2;

/** The world around a run and how much of it breaks. */
export interface FaultyWorld {
  readonly seed: number;
  readonly slides: number;
  /** A folder of its own, on a disk of its own that can be filled. */
  readonly disk: string;
  readonly redis: RedisServer;
  readonly archive: BusyProxy;
  readonly busyMs: number;
  /** The built tests/harness/faultyWorker.ts. */
  readonly workerFile: URL;
}

/** Runs a submission to its end while workers, Redis, disk and archive fail. */
export async function survived(
  submission: Submission,
  world: FaultyWorld,
): Promise<{ cohort: CohortFolder; status: CohortStatus; killed: number }> {
  const folder = path.join(world.disk, 'cohort');
  const cohort = await submitCohort(folder, { ...submission, store: world.archive.root });
  await queueOpenCases(cohort, world.redis.url);
  // Once more: nothing may come of it.
  await queueOpenCases(
    await submitCohort(folder, { ...submission, store: world.archive.root }),
    world.redis.url,
  );
  const crew = new Crew(folder, world);
  try {
    const troubles = [stopped, archiveBusy, redisCrashed, diskFilled];
    await Promise.all([crew.run(), ...troubles.map(trouble => trouble(world, crew))]);
  } finally {
    crew.end();
  }
  return { cohort, status: statusOf(cohort, await statedCases(cohort)), killed: crew.killed };
}

/** Three workers; one that was killed is followed by another, which has the next of the five points to die at. */
class Crew {
  private readonly chance: Random;
  private readonly kills: { step: CaseStep; count: number }[];
  private readonly alive = new Set<ChildProcess>();
  killed = 0;

  constructor(
    private readonly folder: string,
    private readonly world: FaultyWorld,
  ) {
    this.chance = random(world.seed, 41);
    this.kills = STEPS.map(step => ({ step, at: this.chance.uniform() }))
      .toSorted((a, b) => a.at - b.at)
      .map(({ step }) => ({ step, count: 1 + this.chance.below(3) }));
  }

  async run(): Promise<void> {
    await Promise.all(Array.from({ length: WORKERS }, () => this.oneAfterTheOther()));
  }

  /** Any worker that lives, for a trouble of its own. */
  any(): ChildProcess | undefined {
    return [...this.alive].at(this.chance.below(this.alive.size));
  }

  end(): void {
    for (const worker of this.alive) worker.kill('SIGKILL');
  }

  private async oneAfterTheOther(): Promise<void> {
    for (;;) {
      const kill = this.kills.shift();
      const begin: FaultyBegin = {
        folder: this.folder,
        redis: this.world.redis.url,
        leaseSeconds: LEASE,
        ...(kill && { kill }),
      };
      const worker = spawn(process.execPath, [this.world.workerFile.pathname, JSON.stringify(begin)], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      this.alive.add(worker);
      const [code, signal] = await new Promise<[number | null, string | null]>(resolve =>
        worker.once('exit', (...end) => resolve(end)),
      );
      this.alive.delete(worker);
      if (signal === 'SIGKILL') this.killed++;
      else if (code === 0) return;
      else throw new Error(`A worker ended with ${String(code ?? signal)}.`);
    }
  }
}

/** One worker sleeps longer than its lease, and wakes up into a world that went on. */
async function stopped(world: FaultyWorld, crew: Crew): Promise<void> {
  await untilKept(world, 0.1);
  const worker = crew.any();
  worker?.kill('SIGSTOP');
  await wait(2.5 * LEASE * 1000);
  worker?.kill('SIGCONT');
}

/** At least until somebody noticed. */
async function archiveBusy(world: FaultyWorld): Promise<void> {
  const { archive, busyMs } = world;
  await untilKept(world, 0.2);
  archive.isBusy = true;
  await wait(busyMs);
  while (archive.turnedAway === 0) await wait(LOOK_MS);
  archive.isBusy = false;
}

async function redisCrashed(world: FaultyWorld): Promise<void> {
  await untilKept(world, 0.4);
  await world.redis.crash();
}

/** Nothing can be written for two seconds. */
async function diskFilled(world: FaultyWorld): Promise<void> {
  await untilKept(world, 0.6);
  const ballast = path.join(world.disk, 'ballast');
  await writeFile(ballast, Buffer.alloc(2 ** 30)).catch(() => undefined);
  await wait(2000);
  await rm(ballast, { force: true });
}

const LOOK_MS = 50;

/** Until this share of the results is there. */
async function untilKept({ disk, slides }: FaultyWorld, share: number): Promise<void> {
  const place = path.join(disk, 'cohort/cases');
  while ((await readdir(place).catch(() => [])).length < share * slides) await wait(LOOK_MS);
}

/** A small disk of its own. Needs the right to mount one. */
export async function smallDisk(place: string, megabytes: number): Promise<() => Promise<void>> {
  await mkdir(place, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', place]);
  return async () => {
    execFileSync('umount', [place]);
    await rm(place, { recursive: true, force: true });
  };
}

/** Nothing of a slide that was looked at already is DICOM any more. */
export async function spoil(slide: string): Promise<void> {
  for (const name of await readdir(slide)) await writeFile(path.join(slide, name), 'no DICOM');
}
