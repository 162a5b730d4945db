import type { FileSink } from '../../../../../extensions/ihc-scoring/src/services/exports/saveFile';
import { writeLines } from '../../../../../extensions/ihc-scoring/src/services/exports/writeLines';

/** A sink that remembers how much it was given at a time, never what. */
function measuringSink(onWrite: () => Promise<void> = () => Promise.resolve()) {
  const sizes: number[] = [];
  const calls: string[] = [];
  let open = 0;
  const sink: FileSink = {
    write: async piece => {
      expect(open).toBe(0);
      open++;
      sizes.push(piece.length);
      await onWrite();
      open--;
    },
    close: () => {
      calls.push('close');
      return Promise.resolve();
    },
    abort: () => {
      calls.push('abort');
      return Promise.resolve();
    },
  };
  return { sink, sizes, calls };
}

function* lines(count: number, made?: { most: number }) {
  for (let line = 0; line < count; line++) {
    if (made) made.most = line;
    yield `${String(line).padStart(699, '.')}\n`;
  }
}

test('a million cells go out piece by piece, and no piece is longer than one megabyte and a line', async () => {
  const { sink, sizes, calls } = measuringSink();
  expect(await writeLines(lines(1_000_000), sink)).toBe(1_000_000);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(700_000_000);
  expect(Math.max(...sizes)).toBeLessThan((1 << 20) + 700);
  expect(calls).toEqual(['close']);
});

test('no further cell is made while the disk is busy', async () => {
  const made = { most: 0 };
  const atWrite: number[] = [];
  const { sink } = measuringSink(async () => {
    atWrite.push(made.most);
    await new Promise(resolve => setTimeout(resolve, 5));
    expect(made.most).toBe(atWrite.at(-1));
  });
  await writeLines(lines(5000, made), sink);
  expect(atWrite.length).toBeGreaterThan(2);
});

test('the page has its turn again and again', async () => {
  let pauses = 0;
  const pause = () => {
    pauses++;
    return Promise.resolve();
  };
  const slow = function* () {
    for (let line = 0; line < 5; line++) {
      const end = performance.now() + 20;
      while (performance.now() < end);
      yield 'x';
    }
  };
  await writeLines(slow(), measuringSink().sink, { pause });
  expect(pauses).toBe(5);
});

test('a full disk takes the file away and says why; an abort too', async () => {
  const full = measuringSink(() => Promise.reject(new Error('disk full')));
  await expect(writeLines(lines(3000), full.sink)).rejects.toThrow('disk full');
  expect(full.calls).toEqual(['abort']);
  const stopped = measuringSink();
  const run = new AbortController();
  const pause = () => {
    run.abort(new Error('stopped by the reader'));
    return Promise.resolve();
  };
  await expect(writeLines(lines(1_000_000), stopped.sink, { signal: run.signal, pause })).rejects.toThrow(
    'stopped by the reader',
  );
  expect(stopped.calls).toEqual(['abort']);
});
