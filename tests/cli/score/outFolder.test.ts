import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { pngOf } from '@timescope/runtime/encode/png';
import { score } from '../../../packages/cli/src/commands/score';
import { openScoreFiles } from '../../../packages/cli/src/score/scoreFiles';
import { removeUnfinished } from '../../../packages/cli/src/unfinishedFiles';
import { drawnSlide, randomDiscs } from '../../extensions/ihc-scoring/pipeline/drawnSlide';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'timescope-'))));
afterEach(() => rm(folder, { recursive: true }));

const source = plainImageSource(drawnSlide(64, 64, []), micrometresPerPixel(0.5));
const request = { preset: 'ki67', slide: { description: '', digest: '' } } as const;
const opened = (out: string) => openScoreFiles(out, source, request, { x: 0, y: 0, width: 64, height: 64 });

test('a second run into the same folder is told to wait, and may write once the first has ended', async () => {
  const first = await opened(folder);
  await expect(opened(folder)).rejects.toMatchObject({ code: 'CONFLICT', kind: 'retryable' });
  await first.abandon();
  expect(await readdir(folder)).toEqual([]);
  const second = await opened(folder);
  await second.abandon();
});

test('the lock of a run that was killed does not count', async () => {
  await writeFile(path.join(folder, '.timescope-lock'), '999999999');
  const run = await opened(folder);
  await run.abandon();
});

test('folders above are made; a file, an empty name and a folder named result.json are wrong usage', async () => {
  const deep = await opened(path.join(folder, 'a/b'));
  await deep.abandon();
  const file = path.join(folder, 'file');
  await writeFile(file, '');
  await mkdir(path.join(folder, 'taken/result.json'), { recursive: true });
  for (const out of [file, path.join(file, 'sub'), '', path.join(folder, 'taken')])
    await expect(opened(out)).rejects.toMatchObject({ code: 'USAGE', kind: 'usage' });
  expect(await readdir(path.join(folder, 'taken'))).toEqual(['result.json']);
});

test('a folder that the system refuses is refused in a sentence, and ends', async () => {
  await expect(opened('/proc/timescope-none')).rejects.toMatchObject({
    kind: 'rejected',
    message: expect.stringContaining('cannot be written') as string,
  });
});

test('a run that is stopped leaves nothing unfinished', async () => {
  await opened(folder);
  expect(await readdir(folder)).toEqual(['.timescope-lock', 'cells.csv.partial', 'cells.geojson.partial']);
  removeUnfinished();
  expect(await readdir(folder)).toEqual([]);
});

test('a model of an earlier run does not stay beside new scores under the name of theirs', async () => {
  const [image, out] = [path.join(folder, 'slide.png'), path.join(folder, 'out')];
  await writeFile(image, await pngOf(drawnSlide(300, 300, randomDiscs(300, 300, 60, 5))));
  await mkdir(out);
  await writeFile(path.join(out, 'compartments.json'), 'older');
  await score.run([image, '--mpp', '0.5', '--marker', 'h-score', '--out', out]);
  const names = await readdir(out);
  expect(names).toContain('result.json');
  expect(names).not.toContain('compartments.json');
  expect(names).not.toContain('.timescope-lock');
  expect(await readFile(path.join(out, 'compartments.earlier.json'), 'utf8')).toBe('older');
}, 60_000);
