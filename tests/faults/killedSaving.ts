import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { builtModule } from '../harness/builtModule';
import { handMadeResult, handMadeStudy } from '../harness/handMadeResult';
import { expectSet, storedSet } from '../harness/storedSet';
import { workplace, type Workplace } from '../server/testServer';

let place: Workplace;
let root: string;
let script: string;
let folder: string;
let steps: number;

/** Opens the store and counts the steps of one undisturbed saving. */
export async function prepareKilledSavings(): Promise<void> {
  place = await workplace();
  root = `${(await place.start()).url}/dicomweb`;
  script = fileURLToPath(await builtModule('tests/faults/savingProcess.ts'));
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-outbox-'));
  steps = Number(await saving('uncounted', '101112'));
}

export async function endKilledSavings(): Promise<void> {
  await place.close();
  await rm(folder, { recursive: true, force: true });
}

/**
 * Kills a saving at the given part of its steps, then starts the outbox again, then saves the same result again.
 * @param at 0 to 1, of all steps
 */
export async function killedSaving(at: number): Promise<void> {
  const kill = 1 + Math.floor(at * steps);
  const run = `step-${String(kill)}`;
  const result = handMadeResult('killed', { study: studyOf(run), time: '101112' });
  await expect(saving(run, '101112', String(kill))).rejects.toMatchObject({ signal: 'SIGKILL' });
  await saving(run, 'resume');
  const resumed = await storedSet(root, studyOf(run));
  // What was killed before it was in the outbox was never acknowledged: then nothing of it is in the store.
  if (resumed.size > 0) expectSet(resumed, [result], { byteForByte: true });
  await saving(run, '101112');
  expectSet(await storedSet(root, studyOf(run)), [result], { byteForByte: true });
  expect(await readdir(path.join(folder, run))).toEqual([]);
}

async function saving(run: string, ...how: string[]): Promise<string> {
  const argv = [script, root, path.join(folder, run), studyOf(run), ...how];
  return (await promisify(execFile)(process.execPath, argv, { timeout: 30_000 })).stdout;
}

const studyOf = (run: string) => `${handMadeStudy}.${run.replace(/\D+/g, '') || '0'}`;
