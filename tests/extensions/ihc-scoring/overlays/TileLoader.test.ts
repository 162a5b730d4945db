import { PictureCache } from '../../../../extensions/ihc-scoring/src/overlays/PictureCache';
import { TileLoader } from '../../../../extensions/ihc-scoring/src/overlays/TileLoader';

interface Fake {
  readonly width: number;
  readonly height: number;
  isClosed: boolean;
  close(): void;
}
const picture = (edge = 10): Fake => ({
  ...{ width: edge, height: edge, isClosed: false },
  close() {
    this.isClosed = true;
  },
});
const tiles = (...keys: readonly string[]) => keys.map(key => ({ key }));

/** Loads that the test ends by hand. */
function byHand() {
  const asked = new Map<
    string,
    { signal: AbortSignal; give: (value?: Fake) => void; fail: (e: Error) => void }
  >();
  const load = ({ key }: { key: string }, signal: AbortSignal) =>
    new Promise<Fake | undefined>((give, fail) => {
      asked.set(key, { signal, give, fail });
      signal.addEventListener('abort', () => fail(new Error('aborted')));
    });
  return { asked, load };
}

test('the least recently used pictures are closed once there is more than the memory allowed', () => {
  const cache = new PictureCache<Fake>(1200);
  const [a, b, c] = [picture(), picture(), picture()];
  cache.add('a', a);
  cache.add('b', b);
  cache.add('c', c);
  expect(cache.get('a')).toBe(a);
  cache.add('d', picture());
  expect([a, b, c].map(({ isClosed }) => isClosed)).toEqual([false, true, false]);
  expect(cache.has('b')).toBe(false);
  cache.clear();
  expect([a, c].every(({ isClosed }) => isClosed)).toBe(true);
});

test('a tile that was never scanned is remembered as such', () => {
  const cache = new PictureCache<Fake>(1200);
  cache.add('empty', undefined);
  expect([cache.has('empty'), cache.get('empty')]).toEqual([true, undefined]);
});

test('at most six tiles are on their way, each end starts the next', async () => {
  const { asked, load } = byHand();
  const missing: number[] = [];
  const loader = new TileLoader(load, left => missing.push(left), fail);
  loader.want(tiles('1', '2', '3', '4', '5', '6', '7'));
  expect([...asked.keys()]).toEqual(['1', '2', '3', '4', '5', '6']);
  const second = picture();
  asked.get('2')?.give(second);
  await settle();
  expect([...asked.keys()].at(-1)).toBe('7');
  expect(loader.get('2')).toBe(second);
  expect(missing).toEqual([6]);
});

test('tiles that left the view are cancelled, those that stay are not asked for twice', async () => {
  const { asked, load } = byHand();
  const loader = new TileLoader(load, () => undefined, fail);
  loader.want(tiles('1', '2'));
  const stays = asked.get('2');
  loader.want(tiles('2', '3'));
  await settle();
  expect(asked.get('1')?.signal.aborted).toBe(true);
  expect(stays?.signal.aborted).toBe(false);
  expect(asked.get('2')).toBe(stays);
  expect([...asked.keys()]).toEqual(['1', '2', '3']);
});

test('a failure is told once and stops the others until the view changes', async () => {
  const { asked, load } = byHand();
  const failures: unknown[] = [];
  const loader = new TileLoader(
    load,
    () => undefined,
    thrown => failures.push(thrown),
  );
  loader.want(tiles('1', '2', '3', '4', '5', '6', '7'));
  asked.get('1')?.fail(new Error('no server'));
  await settle();
  expect(failures).toHaveLength(1);
  expect(asked.has('7')).toBe(false);
});

test('a picture that arrives after the end is closed', async () => {
  const { asked, load } = byHand();
  const loader = new TileLoader(load, () => undefined, fail);
  loader.want(tiles('1'));
  const late = picture();
  asked.get('1')?.give(late);
  loader.stop();
  await settle();
  expect(late.isClosed).toBe(true);
});

const settle = () => new Promise(resolve => setTimeout(resolve, 0));

function fail(thrown: unknown): never {
  throw thrown;
}
