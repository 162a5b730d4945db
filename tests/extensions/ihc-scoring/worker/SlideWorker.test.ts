import type { AbortableWorker, WorkerConnection } from '@timescope/runtime/worker';
import { SlideWorker } from '../../../../extensions/ihc-scoring/src/worker/SlideWorker';

type Connection = WorkerConnection<AbortableWorker>;

/** Workers by hand: `crash` ends the newest, as the browser does when one runs out of memory. */
function workers() {
  const begun: Connection[] = [];
  let closed = 0;
  let crash: (reason: unknown) => void = () => undefined;
  const begin = (): Connection => {
    const broken = new Promise<never>((_, reject) => (crash = reject));
    const connection = {
      broken,
      call: () => Promise.reject(new Error('not asked here')),
      close: () => {
        closed++;
      },
    };
    begun.push(connection);
    return connection;
  };
  return { begin, begun, closed: () => closed, crash: () => crash(new Error('out of memory')) };
}

test('one worker serves all questions about the slide', async () => {
  const { begin, begun } = workers();
  let opened = 0;
  const worker = new SlideWorker(begin, () => Promise.resolve(opened++));
  await Promise.all([worker.ready(), worker.ready()]);
  await worker.ready();
  expect([begun.length, opened]).toEqual([1, 1]);
});

test('after a crash the next question begins a new worker, which gets the slide again', async () => {
  const { begin, begun, crash, closed } = workers();
  let opened = 0;
  const worker = new SlideWorker(begin, () => Promise.resolve(opened++));
  const first = await worker.ready();
  crash();
  await Promise.resolve();
  const second = await worker.ready();
  expect(second).not.toBe(first);
  expect([begun.length, opened, closed()]).toEqual([2, 2, 1]);
});

test('a slide that could not be opened once is tried again', async () => {
  const { begin } = workers();
  let isOffline = true;
  const worker = new SlideWorker(begin, () =>
    isOffline ? Promise.reject(new Error('offline')) : Promise.resolve(),
  );
  await expect(worker.ready()).rejects.toThrow('offline');
  isOffline = false;
  await expect(worker.ready()).resolves.toBeDefined();
});

test('nothing begins after the slide is let go', async () => {
  const { begin, begun } = workers();
  const worker = new SlideWorker(begin, () => Promise.resolve());
  worker.close();
  await expect(worker.ready()).rejects.toMatchObject({ name: 'AbortError' });
  expect(begun).toEqual([]);
});
