import { emptyDigest } from '@timescope/core/result/cellDigest';
import { emptyCellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { newPixelDensities } from '@timescope/extension-ihc-scoring/pipeline/pixelDensities.kernel';
import type { TileOutcome, TileTask, TileWorker } from '@timescope/extension-ihc-scoring/pipeline/slideJob';
import { outcomesInOrder } from '@timescope/extension-ihc-scoring/pipeline/tileQueue';

const tasks: TileTask[] = Array.from({ length: 40 }, (_, index) => ({
  index,
  owned: { x: 0, y: 0, width: 1, height: 1 },
}));

const outcome = (index: number): TileOutcome => ({
  index,
  cells: emptyCellTable(),
  tally: { tissuePixels: new Float64Array(12), cellPixels: new Float64Array(12) },
  densities: newPixelDensities(),
  classes: { at: { x: 0, y: 0, width: 0, height: 0 }, pixels: new Uint16Array(0) },
  digest: emptyDigest(),
  outOfFocusPixels: 0,
  gaps: [],
  asked: new Uint32Array(0),
});

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

/** A worker whose tiles take 0 to 4 ms, by a rule that shuffles them. */
const worker = (began: (task: TileTask, ahead?: TileTask) => void): TileWorker => ({
  async measure(task, ahead) {
    began(task, ahead);
    await pause((task.index * 7) % 5);
    return outcome(task.index);
  },
});

async function indices(outcomes: AsyncIterable<TileOutcome>): Promise<number[]> {
  const seen: number[] = [];
  for await (const { index } of outcomes) seen.push(index);
  return seen;
}

test.each([1, 2, 3, 4])('%i workers: every tile once, in order, whoever finishes first', async count => {
  const began: number[] = [];
  const workers = Array.from({ length: count }, () => worker(({ index }) => began.push(index)));
  expect(await indices(outcomesInOrder(workers, tasks))).toEqual(tasks.map(({ index }) => index));
  expect(began.sort((a, b) => a - b)).toEqual(tasks.map(({ index }) => index));
});

test('workers wait for a slow reader: no more than a few tiles are ever ahead of it', async () => {
  let most = 0;
  let fetched = 0;
  const workers = [1, 2].map(() => worker(({ index }) => (most = Math.max(most, index - fetched))));
  for await (const { index } of outcomesInOrder(workers, tasks)) {
    await pause(10);
    fetched = index + 1;
  }
  expect(most).toBeLessThan(25);
  expect(fetched).toBe(40);
});

test('a worker takes neighbours and is told which comes next', async () => {
  const pairs: [number, number | undefined][] = [];
  const workers = [1, 2].map(() => worker((task, ahead) => pairs.push([task.index, ahead?.index])));
  await indices(outcomesInOrder(workers, tasks));
  const told = pairs.filter(([, ahead]) => ahead !== undefined);
  expect(told.every(([index, ahead]) => ahead === index + 1)).toBe(true);
  expect(told.length).toBeGreaterThan(15);
});

test('the first failure ends the run, and nobody begins another tile', async () => {
  let began = 0;
  const failing: TileWorker = {
    measure: async ({ index }) => {
      began++;
      await pause(1);
      if (index === 5) throw new Error('tile 5 failed');
      return outcome(index);
    },
  };
  await expect(indices(outcomesInOrder([failing, failing], tasks))).rejects.toThrow('tile 5 failed');
  const whenFailed = began;
  await pause(20);
  expect(began).toBeLessThanOrEqual(whenFailed + 1);
  expect(began).toBeLessThan(40);
});

test('an abort ends the run with its reason', async () => {
  const controller = new AbortController();
  const stuck: TileWorker = { measure: () => new Promise(() => undefined) };
  const run = indices(outcomesInOrder([stuck], tasks, controller.signal));
  controller.abort(new Error('cancelled by the reader'));
  await expect(run).rejects.toThrow('cancelled by the reader');
});

test('a reader that leaves early stops the workers', async () => {
  let began = 0;
  const workers = [worker(() => began++)];
  for await (const { index } of outcomesInOrder(workers, tasks)) if (index === 2) break;
  await pause(30);
  expect(began).toBeLessThan(10);
});
