import { jest } from '@jest/globals';
import { spawn } from 'node:child_process';
import { readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from '../../harness/cohortFixture';
import { repository } from '../../harness/commandLine';
import { drawnAreas, drawnSection, writeSection } from '../../harness/immuneSections';

// A panel of two sections, once killed and once whole.
jest.setTimeout(180_000);

const folder = await temporaryFolder();
const at = (name: string) => path.join(folder, name);
const out = at('out');

/** The built command, which is killed as soon as a line of its progress begins so. */
function ended(killAt?: string): Promise<{ code: number | null; said: string }> {
  const command = path.join(repository, 'packages/cli/bin/timescope.js');
  const sections = ['cd3', 'cd8'].flatMap(name => [
    ...[`--${name}`, at(`${name}.png`)],
    ...[`--roi-${name}`, at('areas.geojson')],
  ]);
  const settings = ['--mpp', '0.5', '--margin', '100', '--field', '112', '--workers', '1', '--out', out];
  const child = spawn(process.execPath, [command, 'immune', ...sections, ...settings]);
  let said = '';
  child.stderr.on('data', chunk => {
    said += String(chunk);
    if (killAt !== undefined && said.includes(`\n${killAt}`)) child.kill('SIGKILL');
  });
  return new Promise(resolve => child.once('close', code => resolve({ code, said })));
}

const checkpoints = async (): Promise<string[]> =>
  (await readdir(out, { recursive: true })).filter(name => name.includes('checkpoint'));

test('a panel that is killed in its CD8 section keeps the tiles of CD3 until it is whole', async () => {
  await writeSection(folder, 'cd3', drawnSection({ stroma: 1300, tumour: 350, muscle: 100 }, 3));
  await writeSection(folder, 'cd8', drawnSection({ stroma: 470, tumour: 140, muscle: 50 }, 8));
  await writeFile(at('areas.geojson'), drawnAreas());
  expect((await ended('cd8')).code).toBe(null);
  const kept = await checkpoints();
  expect(kept).toContain('cd3/.timescope-checkpoint');
  expect((await stat(path.join(out, 'cd3/.timescope-checkpoint'))).size).toBeGreaterThan(1000);

  const { code, said } = await ended();
  expect([code, said]).toEqual([0, expect.stringContaining('cd8 ')]);
  expect(await checkpoints()).toEqual([]);
});
