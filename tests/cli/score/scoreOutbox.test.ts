import { jest } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { score } from '../../../packages/cli/src/commands/score';
import { drawnSlide, randomDiscs } from '../../extensions/ihc-scoring/pipeline/drawnSlide';
import { drawnDicomSlide } from '../../harness/drawnDicomSlide';

let folder: string;
let slide: string;
beforeAll(async () => {
  slide = (await drawnDicomSlide(drawnSlide(320, 260, randomDiscs(320, 260, 40, 3)), 0.5)).folder;
});
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-'));
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  jest
    .spyOn(globalThis, 'fetch')
    .mockImplementation(() => Promise.resolve(new Response('', { status: 401 })));
});
afterEach(async () => {
  jest.restoreAllMocks();
  delete process.env.TIMESCOPE_OUTBOX;
  await rm(folder, { recursive: true, force: true });
});

const stored = (out: string) =>
  score.run([slide, '--marker', 'ki67', '--workers', '1', '--out', out, '--store', 'http://pacs/dicom-web']);

test('an outbox that cannot be used is told before anything is measured', async () => {
  process.env.TIMESCOPE_OUTBOX = path.join(import.meta.filename, 'outbox');
  const out = path.join(folder, 'out');
  await expect(stored(out)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await readdir(folder)).toEqual([]);
}, 60_000);

test('a finished measurement stays in its folder when the outbox fails afterwards', async () => {
  process.env.TIMESCOPE_OUTBOX = path.join(folder, 'outbox');
  expect(await stored(path.join(folder, 'first'))).toBe(30);
  const [id = ''] = await readdir(process.env.TIMESCOPE_OUTBOX);
  await writeFile(path.join(process.env.TIMESCOPE_OUTBOX, id, 'entry.json'), '{');
  const out = path.join(folder, 'second');
  await expect(stored(out)).rejects.toThrow(/is damaged/);
  expect(await readdir(out)).toEqual(expect.arrayContaining(['cells.csv', 'dicom', 'result.json']));
}, 60_000);
