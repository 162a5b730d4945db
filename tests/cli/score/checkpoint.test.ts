import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import type { TileRunner } from '@timescope/extension-ihc-scoring/pipeline/slideJob';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { makeField } from '@timescope/synthetic/field/field';
import { scannerField } from '@timescope/synthetic/field/fieldSpec';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CHECKPOINT, removeCheckpoint, withCheckpoint } from '../../../packages/cli/src/score/checkpoint';
import { temporaryFolder } from '../../harness/cohortFixture';

const folder = await temporaryFolder();
const file = path.join(folder, CHECKPOINT);
const source = plainImageSource(
  makeField({ ...scannerField, mpp: 0.5, sizeUm: 80, seed: 5 }).rgb,
  micrometresPerPixel(0.5),
);
const request = { preset: presets.ki67, slide: { description: 'field', digest: 'field' } };
/** Nine tiles. */
const tiling = { edge: 60 };
const kernels = await loadNucleusKernels();
const clean = await scoreSlide(source, request, { tiling, runner: inThisThread(source, kernels) });

/** Measures in this thread, counts its tiles and dies before one. */
function counting(dieBefore = Infinity): TileRunner & { measured: number } {
  const here = inThisThread(source, kernels);
  const counted = {
    ...here,
    measured: 0,
    start: async (...given: Parameters<TileRunner['start']>) =>
      (await here.start(...given)).map(worker => ({
        measure: (...task: Parameters<typeof worker.measure>) => {
          if (counted.measured >= dieBefore) return Promise.reject(new Error('killed'));
          counted.measured++;
          return worker.measure(...task);
        },
      })),
  };
  return counted;
}

async function scored(runner: TileRunner, slide = 'field') {
  const outcome = await scoreSlide(source, request, {
    tiling,
    runner: withCheckpoint(runner, folder, slide),
  });
  return outcome.result.hash;
}

beforeEach(() => removeCheckpoint(folder));

test('a run that is killed in the middle goes on where it was, with the same hash', async () => {
  await expect(scored(counting(4))).rejects.toThrow('killed');
  const second = counting();
  expect(await scored(second)).toBe(clean.result.hash);
  expect(second.measured).toBe(5);
});

test('a record that a loss of power tore is measured again', async () => {
  await expect(scored(counting(4))).rejects.toThrow('killed');
  await truncate(file, (await readFile(file)).length - 7);
  const second = counting();
  expect(await scored(second)).toBe(clean.result.hash);
  expect(second.measured).toBe(6);
});

test('a flipped bit drops its tile and those after it', async () => {
  await expect(scored(counting(4))).rejects.toThrow('killed');
  const bytes = await readFile(file);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  await writeFile(file, bytes);
  const second = counting();
  expect(await scored(second)).toBe(clean.result.hash);
  expect(second.measured).toBe(9);
});

test('tiles of another slide are not taken', async () => {
  await expect(scored(counting(4))).rejects.toThrow('killed');
  const second = counting();
  await scored(second, 'another');
  expect(second.measured).toBe(9);
});

test('a slide of one tile leaves no file', async () => {
  const runner = withCheckpoint(counting(), folder, 'field');
  const { result } = await scoreSlide(source, request, { runner });
  expect(result.hash).toBe(clean.result.hash);
  expect(await readdir(folder)).toEqual([]);
});
