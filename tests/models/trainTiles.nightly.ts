import { pngOf } from '@timescope/runtime/encode/png';
import { readModel } from '@timescope/runtime/models';
import { imageOf } from '@timescope/synthetic/tissue/trainingTissue';
import { TISSUE_RANGES, trainingTiles } from '@timescope/synthetic/tissue/trainingTiles';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { repository, timescope } from '../harness/commandLine';

const TILES = 90;
let folder: string;
const inFolder = (...parts: string[]) => path.join(folder, ...parts);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-tiles-'));
  let number = 0;
  for (const { name, piece } of trainingTiles(TISSUE_RANGES.train, TILES)) {
    await mkdir(inFolder('tiles', name), { recursive: true });
    await writeFile(inFolder('tiles', name, `${number++}.png`), await pngOf(await imageOf(piece)));
  }
  await train('out', '--epochs', '2');
}, 180_000);
afterAll(() => rm(folder, { recursive: true }));

async function train(out: string, ...more: string[]): Promise<string> {
  const script = path.join(repository, 'models/training/train_tiles.py');
  const call = [script, inFolder(out), inFolder('tiles'), '--name', 'tiny-tiles', ...more];
  return (await promisify(execFile)('/usr/bin/python3', call)).stdout;
}

test("a site's tiles become a network that passes the check; every fifth of a class is held out", async () => {
  await mkdir(inFolder('models/tiny-tiles'), { recursive: true });
  for (const file of ['card.json', 'model.onnx'])
    await cp(inFolder('out', file), inFolder('models/tiny-tiles', file));
  const { card } = await readModel(inFolder('models/tiny-tiles'));
  expect(card).toMatchObject({ task: 'tissue-tiles', trainedOn: { images: 72, synthetic: false } });
  await expect(timescope('models', 'check', '--models', inFolder('models'))).resolves.toMatch(
    /^ok +tiny-tiles/,
  );
  const rows = (await readFile(inFolder('out/evaluation.csv'), 'utf8')).trim().split('\n');
  expect(rows).toHaveLength(1 + 18);
}, 60_000);

test('a training begins with the weights of another', async () => {
  const said = await train('fine', '--epochs', '1', '--initial', inFolder('out/weights.pt'));
  expect(said).toContain('held out: accuracy');
  expect(await readFile(inFolder('fine/card.json'), 'utf8')).toContain('begun with the weights of out');
}, 120_000);

test('a picture of another size is refused in one sentence', async () => {
  await writeFile(
    inFolder('tiles/TUM/large.png'),
    await pngOf({ width: 300, height: 224, values: new Uint8Array(3 * 300 * 224) }),
  );
  await expect(train('refused')).rejects.toMatchObject({
    stderr: expect.stringContaining('has 300 x 224 px; tiles of 224 x 224 px') as string,
  });
}, 60_000);
