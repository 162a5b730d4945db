import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { mkdtemp, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { openPool } from '../../../packages/cli/src/score/pool';
import { openSlide, type SlideInput } from '../../../packages/cli/src/slideInput';
import { PIECE, writeRepeatedSlide } from '../../bench/repeatedSlide';
import { builtModule } from '../../harness/builtModule';
import { sharedData, testOnRealData } from '../../harness/sharedData';

const PHOTOGRAPH = 'ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png';
const request: ScoreRequest = { preset: 'ki67', slide: { description: '', digest: '' } };
/** Tiles of 128 um: 16 of them. */
const tiling = { edge: 256 };

let folder: string;
let thread: URL;
let slide: SlideInput;
/** Files of the slide that are open without a pool. */
let filesOfOurs: number;
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-pool-'));
  thread = await builtModule('packages/cli/src/score/tileThread.ts');
  await writeRepeatedSlide(path.join(folder, 'slide'), sharedData(PHOTOGRAPH), PIECE, () => true);
  slide = await openSlide(path.join(folder, 'slide'), undefined);
  filesOfOurs = await openFiles();
}, 60_000);
afterAll(async () => {
  await slide.close();
  await rm(folder, { recursive: true, force: true });
});

const poolOf = (workers: number, file = thread) =>
  openPool(slide, { slide: path.join(folder, 'slide'), options: undefined }, workers, {
    threadFile: file,
  });

testOnRealData(
  'the score hash and the order of the cells are the same for 1 to 4 threads, and for other tiles',
  async () => {
    const runner = inThisThread(slide.source, await loadNucleusKernels());
    const here = await scoreWithCells(slide.source, request, { runner, tiling });
    expect(here.cells.count).toBeGreaterThan(500);
    for (const workers of [1, 2, 3, 4]) {
      const pool = await poolOf(workers);
      const { result, cells } = await scoreWithCells(slide.source, request, { runner: pool, tiling });
      pool.close();
      expect(result).toEqual(here.result);
      expect(cells).toEqual(here.cells);
    }
    const pool = await poolOf(2);
    const other = { edge: 301, shift: { x: 17, y: 240 } };
    const { result } = await scoreWithCells(slide.source, request, { runner: pool, tiling: other });
    pool.close();
    expect(result.hash).toBe(here.result.hash);
  },
  60_000,
);

testOnRealData('a thread that dies ends the run with one sentence and what to do', async () => {
  const dying = path.join(folder, 'dying.mjs');
  await writeFile(dying, 'setTimeout(() => process.exit(3), 50);');
  const pool = await poolOf(2, pathToFileURL(dying));
  await expect(scoreWithCells(slide.source, request, { runner: pool, tiling })).rejects.toMatchObject({
    code: 'WORKER_LOST',
    kind: 'retryable',
  });
  pool.close();
});

testOnRealData(
  'an abort ends the run at once',
  async () => {
    const controller = new AbortController();
    const pool = await poolOf(2);
    const run = scoreWithCells(slide.source, request, {
      ...{ runner: pool, tiling, signal: controller.signal },
      onCells: () => controller.abort(new Error('cancelled by the user')),
    });
    await expect(run).rejects.toThrow('cancelled by the user');
    pool.close();
  },
  30_000,
);

/** Open files of this process, its threads with it, that lie in the slide's folder. */
async function openFiles(): Promise<number> {
  const numbers = await readdir('/proc/self/fd');
  const names = await Promise.all(numbers.map(fd => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
  return names.filter(name => name.startsWith(path.join(folder, 'slide'))).length;
}

testOnRealData(
  'a thread opens its slide once for all runs, and closing the pool gives its files back',
  async () => {
    if (process.platform !== 'linux') return;
    // Threads of the tests before may still be ending.
    await untilEqual(openFiles, filesOfOurs);
    const pool = await poolOf(2);
    await scoreWithCells(slide.source, request, { runner: pool, tiling });
    const once = await openFiles();
    expect(once).toBeGreaterThan(filesOfOurs);
    await scoreWithCells(slide.source, request, { runner: pool, tiling });
    expect(await openFiles()).toBe(once);
    pool.close();
    await untilEqual(openFiles, filesOfOurs);
  },
  30_000,
);

async function untilEqual(read: () => Promise<number>, expected: number): Promise<void> {
  for (let tries = 0; tries < 50 && (await read()) !== expected; tries++)
    await new Promise(resolve => setTimeout(resolve, 100));
  expect(await read()).toBe(expected);
}
