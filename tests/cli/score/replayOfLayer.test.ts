import { readSlide } from '@timescope/core/dicom/read/slide';
import { plainImageSource } from '@timescope/core/plainPyramid';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { micrometresPerPixel } from '@timescope/core/units';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { createSlideFiles } from '@timescope/runtime/encode/slideFiles';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { score } from '../../../packages/cli/src/commands/score';
import { slideDescription } from '../../../packages/cli/src/dicomize/slideDescription';
import { openSlide } from '../../../packages/cli/src/slideInput';
import { newReading } from '../../../extensions/ihc-scoring/src/pipeline/reading/reading';
import { scoreRequestOf } from '../../../extensions/ihc-scoring/src/services/scoreRequestOf';
import { drawnSlide, randomDiscs } from '../../extensions/ihc-scoring/pipeline/drawnSlide';
import { openFile } from '../../harness/slideFiles';

const WIDTH = 512;
const HEIGHT = 256;
const TILE = 256;
let folder: string;

/** One series with two optical paths, which show different cells. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-two-paths-'));
  await writePath('A', 7);
  await writePath('B', 8);
});
afterAll(() => rm(folder, { recursive: true }));

async function writePath(identifier: string, seed: number): Promise<void> {
  const grid = { width: WIDTH, height: HEIGHT, tileWidth: TILE, tileHeight: TILE, spacingMm: '0.0005' };
  const about = slideDescription({}, 'two paths'.padEnd(64, '0'), new Date(0), {});
  const own = path.join(folder, 'slide', identifier);
  await mkdir(own, { recursive: true });
  const files = await createSlideFiles(
    own,
    { ...about, opticalPath: { ...about.opticalPath, identifier } },
    [grid],
    { kind: 'uncompressed', lossyRatio: undefined },
  );
  const pixels = plainImageSource(
    drawnSlide(WIDTH, HEIGHT, randomDiscs(WIDTH, HEIGHT, 80, seed)),
    micrometresPerPixel(0.5),
  );
  for (let column = 0; column < WIDTH / TILE; column++) {
    const tile = await pixels.readTile(0, column, 0);
    if (tile) await files.addTile(0, tile);
  }
  await files.finish();
}

/** What the viewer exports of a layer: its slide comes from the metadata alone. */
async function exported(opticalPath: string): Promise<ScoreResult> {
  const files = await Promise.all(
    ['A', 'B'].map(name => openFile(path.join(folder, 'slide', name, 'level-0.dcm'))),
  );
  const parts = files.map(({ part10 }) => ({
    ...part10.dataset,
    '00020010': { vr: 'UI', Value: [part10.meta.transferSyntax] },
  }));
  const request = scoreRequestOf(
    newReading('er'),
    { kind: 'slide' },
    readSlide(parts, { opticalPath }),
    'Core',
  );
  const slide = await openSlide(path.join(folder, 'slide'), { opticalPath });
  const { result } = await scoreSlide(slide.source, request);
  await slide.close();
  return result;
}

test("the viewer's run on a path that is not the first is repeated on that path, from its document alone", async () => {
  const second = await exported('B');
  expect(second.run.input).toEqual({ opticalPath: 'B' });
  expect(second.hash).not.toBe((await exported('A')).hash);
  const run = path.join(folder, 'run.json');
  await writeFile(run, JSON.stringify(second));
  const out = path.join(folder, 'again');
  await expect(score.run([path.join(folder, 'slide'), '--replay', run, '--out', out])).resolves.toBe(0);
  const again = JSON.parse(await readFile(path.join(out, 'result.json'), 'utf8')) as ScoreResult;
  expect(again.hash).toBe(second.hash);
  expect(again.run.input).toMatchObject({ opticalPath: 'B' });
});
