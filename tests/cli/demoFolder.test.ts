import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { demoFolder, type DemoSet } from '../../packages/cli/src/demoFolder';

let repository: string;
const generator = () => path.join(repository, 'packages/synthetic/src/slide.ts');
beforeEach(async () => {
  repository = await mkdtemp(path.join(tmpdir(), 'timescope-'));
  await mkdir(path.dirname(generator()), { recursive: true });
  await writeFile(generator(), 'export const cells = 1;');
});
afterEach(() => rm(repository, { recursive: true, force: true }));

let made = 0;
const create = (folder: string) => writeFile(path.join(folder, `slide-${String(++made)}.dcm`), 'DICM');
const set: DemoSet = { name: 'demo', holds: 'a slide', unused: ['cohort'], create };
const studies = async () =>
  (await readdir(await demoFolder(repository, set, () => undefined))).filter(name => name.endsWith('.dcm'));

test('the demo studies are made once, and again when their generator has changed', async () => {
  const first = await studies();
  expect(await studies()).toEqual(first);
  await writeFile(generator(), 'export const cells = 2;');
  const second = await studies();
  expect(second).toHaveLength(1);
  expect(second).not.toEqual(first);
});

test('a change in a folder of the generator that the set does not use leaves it as it is', async () => {
  const first = await studies();
  const cohort = path.join(repository, 'packages/synthetic/src/cohort');
  await mkdir(cohort);
  await writeFile(path.join(cohort, 'table.ts'), 'export const rows = 3;');
  expect(await studies()).toEqual(first);
});

test('a set that was interrupted never counts', async () => {
  const interrupted = async (folder: string) => {
    await writeFile(path.join(folder, 'half.dcm'), '');
    throw new Error('interrupted');
  };
  await expect(demoFolder(repository, { ...set, create: interrupted }, () => undefined)).rejects.toThrow(
    'interrupted',
  );
  expect(await readdir(path.join(repository, '.cache'))).toEqual([]);
  expect(await studies()).toEqual([expect.stringMatching(/^slide-/)]);
});
