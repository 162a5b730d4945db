import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import { openReadingStore } from '@timescope/server/readings/readingStore';
import type { OutlineContent } from '@timescope/server/readings/outlineContent';
import { KEY_OF_ANNA } from './readingClient';
import { repository } from '../../harness/commandLine';

const CRASHES = 12;
const address = { study: '1.2', series: '1.2.3' };

/** Every run of a version begins at the version's own number, so that a mixture would show. */
const WRITER = `
import { openReadingStore } from '@timescope/server/readings/readingStore';
const [folder] = process.argv.slice(2);
const store = await openReadingStore(folder);
const address = ${JSON.stringify(address)};
const key = '${KEY_OF_ANNA}';
await store.join(address, key, 'Anna');
let { revision } = await store.own(address, key);
process.stdout.write('writing');
for (;;) {
  revision++;
  const slices = Array.from({ length: 300 }, (_, k) => ({ sopInstanceUid: '1.' + k, runs: [revision, 1] }));
  await store.save(address, key, revision, { version: 1, savedAt: 1, columns: 512, rows: 512, slices });
}
`;

test(`${CRASHES} times killed while it writes: each time the last whole version is there`, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'timescope-crash-'));
  const script = path.join(folder, 'writer.mjs');
  await esbuild.build({
    stdin: { contents: WRITER, resolveDir: repository, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: script,
  });
  const readings = path.join(folder, 'readings');
  let last = 0;
  for (let crash = 0; crash < CRASHES; crash++) {
    await killedWhileWriting(script, readings, 5 + 7 * crash);
    const { revision, outline } = await (await openReadingStore(readings)).own(address, KEY_OF_ANNA);
    expect(revision).toBeGreaterThanOrEqual(last);
    if (revision > 0) expect(versionsIn(outline)).toEqual([revision]);
    last = revision;
  }
  expect(last).toBeGreaterThan(CRASHES);
  await savedOnceMore(readings, last + 1);
  const seats = (await readdir(readings, { recursive: true })).filter(name => name.endsWith('.json'));
  expect(seats.length).toBeLessThanOrEqual(1 + 8);
  expect(seats.filter(name => !/[\\/]A(\.\d+)?\.json$/.test(name))).toEqual([]);
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** A writer killed between writing and tidying leaves a file more: the next write clears them away. */
async function savedOnceMore(readings: string, revision: number): Promise<void> {
  const slices = [{ sopInstanceUid: '1.0', runs: [revision, 1] }];
  const outline = { version: 1, savedAt: 1, columns: 512, rows: 512, slices } as const;
  await (await openReadingStore(readings)).save(address, KEY_OF_ANNA, revision, outline);
}

const versionsIn = (outline: OutlineContent | undefined) => [
  ...new Set(outline?.slices.flatMap(({ runs }) => runs[0] ?? [])),
];

async function killedWhileWriting(script: string, readings: string, afterMs: number): Promise<void> {
  const writer = spawn(process.execPath, [script, readings], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise(resolve => writer.once('exit', resolve));
  await new Promise(resolve => writer.stdout.once('data', resolve));
  await new Promise(resolve => setTimeout(resolve, afterMs));
  writer.kill('SIGKILL');
  await ended;
}
