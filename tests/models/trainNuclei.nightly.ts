import type { ModelCard } from '@timescope/core/modelCard';
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
  const columns = ['--both', 'same', '--x', 'found', '--y', 'drawn', '--json'];
  const said = JSON.parse(
    await timescope('stats', 'dice', inFolder('out/evaluation.csv'), ...columns),
  ) as object;
  const card = JSON.parse(await readFile(inFolder('out/card.json'), 'utf8')) as ModelCard;
  expect(said).toMatchObject({ dice: expect.closeTo(card.measured[0]?.value ?? NaN, 3) as number });
  const [, ...losses] = (await readFile(inFolder('out/training.csv'), 'utf8')).trim().split('\n');
  expect(losses.map(row => row.split(',')[1])).toEqual([String(STEPS)]);
});

test('a training that was broken off goes on where it was', async () => {
  const said = await train('--steps', String(STEPS + 5));
  expect(said).toContain(`step ${STEPS + 5}`);
  const losses = (await readFile(inFolder('out/training.csv'), 'utf8')).trim().split('\n');
  expect(losses.map(row => row.split(',')[1])).toEqual(['iteration', String(STEPS), String(STEPS + 5)]);
}, 60_000);

test("Triple U-Net and HoVer-Net learn: five steps on one batch lower the loss by a tenth; a perfect answer's ways cost nothing", async () => {
  const cwd = path.join(repository, 'models/training');
  const { stdout } = await promisify(execFile)('/usr/bin/python3', ['-W', 'ignore', '-c', LEARNT], { cwd });
  const said = JSON.parse(stdout) as { losses: Record<string, number[]>; perfect: number };
  for (const losses of Object.values(said.losses)) {
    expect(losses).toHaveLength(5);
    expect(losses.at(-1)).toBeLessThan(0.9 * (losses[0] ?? 0));
  }
  expect(said.perfect).toBeLessThan(1e-3);
}, 300_000);

const LEARNT = `
import json, numpy as np, torch
from nuclei.losses import ways_loss
from nuclei.networks import NETWORKS
from nuclei.patches import distances
from nuclei.training import one_step
from nuclei.ways import ways
torch.manual_seed(1)
y, x = np.mgrid[:64, :64]
labels = np.zeros((64, 64), int)
for number, (cy, cx) in enumerate([(16, 16), (16, 34), (44, 20), (46, 46)], 1):
    labels[(y - cy) ** 2 + (x - cx) ** 2 <= 64] = number
planes = np.stack([labels > 0, distances(labels), np.ones(labels.shape), *ways(labels)]).astype(np.float32)
targets = torch.from_numpy(planes)[None].repeat(2, 1, 1, 1)
images = (0.1 + 0.5 * targets[:, :1]).repeat(1, 3, 1, 1)
losses = {}
for name in ("triple-unet", "hover-net"):
    kind = NETWORKS[name]
    net = kind.new()
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3)
    losses[name] = [one_step(net, kind.loss, optimiser, False, images, targets) for _ in range(5)]
perfect = torch.cat([40 * targets[:, :1] - 20, targets[:, 3:]], 1)
print(json.dumps({"losses": losses, "perfect": float(ways_loss(perfect, targets))}))
`;
