import type { PredictionResult } from '@timescope/core/result/predictionResult';
import { readModel } from '@timescope/runtime/models';
import { syntheticTumourCt } from '@timescope/synthetic/ct/tumourCt';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { timescope } from '../harness/commandLine';
import { trainingPython, writeSiteCase } from '../harness/siteCohort';

let folder: string;
const inFolder = (...parts: string[]) => path.join(folder, ...parts);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-train-ct-'));
  await mkdir(inFolder('cohort'));
  await writeCohort();
  await train('--epochs', '1', '--batch', '5');
}, 180_000);
afterAll(() => rm(folder, { recursive: true }));

/** Seven generated tumours of each class, as a site keeps its cases. */
async function writeCohort(): Promise<void> {
  const left = { high: 7, low: 7 };
  const rows = ['case,tils'];
  for (let seed = 1; left.high + left.low > 0; seed++) {
    const tumour = syntheticTumourCt(seed);
    const label = tumour.isHigh.tils ? 'high' : 'low';
    if (left[label]-- <= 0) {
      left[label] = 0;
      continue;
    }
    await writeSiteCase(inFolder('cohort'), `P${seed}`, tumour);
    rows.push(`P${seed},${label}`);
  }
  await writeFile(inFolder('cohort/labels.csv'), `${rows.join('\n')}\n`);
}

const train = (...more: string[]): Promise<string> =>
  trainingPython(
    'train_ct.py',
    inFolder('cohort'),
    inFolder('out'),
    '--target',
    'tils',
    '--name',
    'tiny',
    ...more,
  );

test("a site's cohort becomes a network that passes the check and predicts in the place of the shipped one", async () => {
  await mkdir(inFolder('models/tiny'), { recursive: true });
  for (const file of ['card.json', 'model.onnx'])
    await cp(inFolder('out', file), inFolder('models/tiny', file));
  const { card } = await readModel(inFolder('models/tiny'));
  expect(card).toMatchObject({ name: 'tiny', target: 'tils', trainedOn: { images: 10, synthetic: false } });
  await expect(timescope('models', 'check', '--models', inFolder('models'))).resolves.toMatch(/^ok +tiny/);
  const ct = [inFolder('cohort/P1.nii.gz'), '--roi', inFolder('cohort/P1-roi.nii.gz')];
  const printed = await timescope('predict', ...ct, '--models', inFolder('models'), '--json');
  const { targets } = JSON.parse(printed) as PredictionResult;
  expect(targets.tils?.model).toMatchObject({ name: 'tiny', demonstration: false });
}, 60_000);

test('the area on the card is that of `timescope stats roc` on the held-out rows', async () => {
  const { card } = await readModel(inFolder('models/tiny'));
  const [head = '', ...rows] = (await readFile(inFolder('out/evaluation/cohort.csv'), 'utf8'))
    .trim()
    .split('\n');
  const heldOut = rows.filter(row => row.split(',')[1] === 'validation');
  expect(heldOut).toHaveLength(4);
  await writeFile(inFolder('held-out.csv'), `${[head, ...heldOut].join('\n')}\n`);
  const columns = ['--label', 'tils', '--score', 'tils_densenet121', '--json'];
  const said = await timescope('stats', 'roc', inFolder('held-out.csv'), ...columns);
  expect(said).toContain(`"auc":${JSON.stringify(card.measured[0]?.value)}`);
}, 60_000);

test("the closed form is autograd's Grad-CAM on every architecture", async () => {
  const said = await trainingPython('-c', CLOSED_FORM);
  const differences = said.trim().split('\n').map(Number);
  expect(differences).toHaveLength(7);
  for (const difference of differences) expect(difference).toBeLessThan(1e-5);
}, 120_000);

const CLOSED_FORM = `
import torch
from exportOnnx import autograd_grad_cam, scaled
from networks import ARCHITECTURES, WithGradCam, new_network
torch.manual_seed(3)
torch.set_num_threads(1)
for architecture in ARCHITECTURES:
    net = new_network(architecture).eval()
    x = torch.randn(1, 3, 96, 96)
    cam = WithGradCam(net)(x)[1].detach()
    print(float((scaled(cam[:, 1]) - scaled(autograd_grad_cam(net, x))).abs().max()))
`;
