import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { tissueClasses } from '@timescope/synthetic/tissue/tissueClasses';
import { builtModule } from '../../harness/builtModule';

let folder: string;
let script: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-tissue-'));
  script = fileURLToPath(await builtModule('models/training/exportTissue.ts'));
});
afterAll(() => rm(folder, { recursive: true }));

const run = (...args: string[]) =>
  spawnSync(process.execPath, [script, folder, ...args], { encoding: 'utf8' });

test('nine tiles are one of each class, 224 px wide', async () => {
  expect(run('tiles', 'test', '9').stderr).toBe('');
  for (const name of tissueClasses) {
    const tiles = path.join(folder, 'test/tiles', name);
    expect(await readdir(tiles)).toEqual(['0.png']);
    const { width, height, channels } = await sharp(path.join(tiles, '0.png')).metadata();
    expect([width, height, channels]).toEqual([224, 224, 3]);
  }
}, 60_000);

test('a patch comes with a mask of four classes and with its nuclei', async () => {
  expect(run('patches', 'test', '1').stderr).toBe('');
  const image = async (name: string) => sharp(await readFile(path.join(folder, 'test/patches', name)));
  const mask = await image('masks/0.png');
  expect(await mask.metadata()).toMatchObject({ width: 512, height: 512, channels: 1 });
  expect((await mask.raw().toBuffer()).every(value => value <= 3)).toBe(true);
  const nuclei = await image('nuclei/0.png');
  expect(await nuclei.metadata()).toMatchObject({ width: 512, height: 512, channels: 3 });
});

test('a wrong word is refused with how the script is called', () => {
  const refused = run('tiles', 'both', '9');
  expect(refused.status).not.toBe(0);
  expect(refused.stderr).toContain('Usage: exportTissue.ts DIR tiles|patches train|test COUNT');
});
