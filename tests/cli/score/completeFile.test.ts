import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { completeFile } from '../../../packages/cli/src/score/completeFile';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'timescope-files-'));
  await writeFile(path.join(folder, 'cells.csv.partial'), 'x');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('a file has its name only after its bytes are on the disk', async () => {
  const seen: string[] = [];
  const note = (what: string) => async () => {
    seen.push(`${what}: ${(await readdir(folder)).join()}`);
  };
  await completeFile({ sync: note('sync'), close: note('close') }, path.join(folder, 'cells.csv'));
  seen.push((await readdir(folder)).join());
  expect(seen).toEqual(['sync: cells.csv.partial', 'close: cells.csv.partial', 'cells.csv']);
});

test('a file that the disk did not take keeps its unfinished name and is closed', async () => {
  let isClosed = false;
  const handle = {
    sync: () => Promise.reject(new Error('no space')),
    close: () => {
      isClosed = true;
      return Promise.resolve();
    },
  };
  await expect(completeFile(handle, path.join(folder, 'cells.csv'))).rejects.toThrow('no space');
  expect([isClosed, await readdir(folder)]).toEqual([true, ['cells.csv.partial']]);
});
