import { readModel } from '@timescope/runtime/models';
import { pngOf } from '@timescope/runtime/encode/png';
import { compressed } from '@timescope/synthetic/field/compressed';
import { makeField } from '@timescope/synthetic/field/field';
import { scannerField } from '@timescope/synthetic/field/fieldSpec';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { repository, timescope } from '../harness/commandLine';

const STEPS = 30;
let folder: string;
const inFolder = (...parts: string[]) => path.join(folder, ...parts);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-training-'));
  await mkdir(inFolder('drawn/images'), { recursive: true });
  await mkdir(inFolder('drawn/labels'));
  for (let seed = 1; seed <= 10; seed++) await writePicture(seed);
  await train('--steps', String(STEPS));
}, 180_000);
afterAll(() => rm(folder, { recursive: true }));

async function writePicture(seed: number): Promise<void> {
  const field = makeField({ ...scannerField, seed, mpp: 0.5, sizeUm: 96 });
  const { width, height, values } = field.labels;
  await writeFile(inFolder(`drawn/images/${seed}.png`), await pngOf(await compressed(field)));
  await sharp(Uint16Array.from(values), { raw: { width, height, channels: 1 } })
    .toColourspace('grey16')
    .png()
    .toFile(inFolder(`drawn/labels/${seed}.png`));
}

async function train(...more: string[]): Promise<string> {
  const script = path.join(repository, 'models/training/train_nuclei.py');
  const data = ['--name', 'tiny', '--drawn', inFolder('drawn'), '--mpp', '0.5'];
  const { stdout } = await promisify(execFile)('/usr/bin/python3', [
    script,
    inFolder('out'),
    ...data,
    ...more,
  ]);
  return stdout;
}

test("a site's pictures become a network that passes the check and finds nuclei in the pipeline", async () => {
  await mkdir(inFolder('models/tiny'), { recursive: true });
  for (const file of ['card.json', 'model.onnx'])
    await cp(inFolder('out', file), inFolder('models/tiny', file));
  const { card } = await readModel(inFolder('models/tiny'));
  expect(card).toMatchObject({ name: 'tiny', task: 'nuclei', trainedOn: { images: 8, synthetic: false } });
  await expect(timescope('models', 'check', '--models', inFolder('models'))).resolves.toMatch(/^ok +tiny/);
  const call = [
    '--marker',
    'ki67',
    '--mpp',
    '0.5',
    '--nuclei',
    'tiny',
    '--models',
    inFolder('models'),
    '--json',
  ];
  const result = JSON.parse(await timescope('score', inFolder('drawn/images/1.png'), ...call)) as object;
  expect(result).toMatchObject({ provenance: { detector: 'network', network: { name: 'tiny' } } });
}, 60_000);

test('the held-out pictures are counted and the loss is logged', async () => {
  const rows = (await readFile(inFolder('out/evaluation.csv'), 'utf8')).trim().split('\n');
  expect(rows[0]).toBe('image,found,drawn,same');
  expect(rows).toHaveLength(3);
  const [, ...losses] = (await readFile(inFolder('out/training.csv'), 'utf8')).trim().split('\n');
  expect(losses.map(row => row.split(',')[1])).toEqual([String(STEPS)]);
});

test('a training that was broken off goes on where it was', async () => {
  const said = await train('--steps', String(STEPS + 5));
  expect(said).toContain(`step ${STEPS + 5}`);
  const losses = (await readFile(inFolder('out/training.csv'), 'utf8')).trim().split('\n');
  expect(losses.map(row => row.split(',')[1])).toEqual(['iteration', String(STEPS), String(STEPS + 5)]);
}, 60_000);
