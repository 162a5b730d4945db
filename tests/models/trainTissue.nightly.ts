import { readModel } from '@timescope/runtime/models';
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { repository, timescope } from '../harness/commandLine';
import { writeDrawnPatches } from '../harness/drawnPatches';

const training = path.join(repository, 'models/training');
let folder: string;
const inFolder = (...parts: string[]) => path.join(folder, ...parts);

/** Ten generated patches of IHC, of 512 px. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-tissue-'));
  const call = [path.join(training, 'run.mjs'), 'exportTissue.ts', folder, 'patches', 'train', '10'];
  await promisify(execFile)(process.execPath, call, { cwd: repository });
}, 300_000);
afterAll(() => rm(folder, { recursive: true }));

async function train(script: string, out: string, ...more: string[]): Promise<string> {
  const call = ['-W', 'ignore', path.join(training, script), inFolder(out), ...more];
  return (await promisify(execFile)('/usr/bin/python3', call)).stdout;
}

/** The card of what was trained, once it has passed the check. */
async function checkedCard(out: string) {
  await mkdir(inFolder('models', out), { recursive: true });
  for (const file of ['card.json', 'model.onnx'])
    await cp(inFolder(out, file), inFolder('models', out, file));
  await expect(timescope('models', 'check', '--models', inFolder('models'))).resolves.toMatch(
    new RegExp(`^ok +${out} .*trial run`, 'm'),
  );
  return (await readModel(inFolder('models', out))).card;
}

const meanError = async (table: string, found: string, truth: string): Promise<number> => {
  const said = await timescope('stats', 'error', table, '--x', found, '--y', truth, '--json');
  return (JSON.parse(said) as { mae: { value: number } }).mae.value;
};

const diceOf = async (file: string, [both = '', found = '', drawn = '']: readonly string[]) => {
  const said = await timescope('stats', 'dice', file, '--both', both, '--x', found, '--y', drawn, '--json');
  return (JSON.parse(said) as { dice: number }).dice;
};

test("a site's patches become a tissue network; the card's errors are those of `timescope stats error`", async () => {
  const size = ['--steps', '20', '--batch', '2', '--crop', '128'];
  await train('train_tissue.py', 'tissue', inFolder('train/patches'), '--name', 'tissue', ...size);
  const card = await checkedCard('tissue');
  expect(Object.keys(card.outputs)).toEqual(['tissue', 'nuclei']);
  for (const name of ['tumour', 'stroma']) {
    const claimed = card.measured.find(({ metric }) => metric === `mean error of the percentage of ${name}`);
    const computed = await meanError(inFolder('tissue/evaluation.csv'), `${name}_found`, `${name}_drawn`);
    expect(computed).toBeCloseTo(claimed?.value ?? NaN, 3);
    const dice = card.measured.find(({ metric }) => metric === `Dice of ${name}`)?.value ?? NaN;
    const columns = ['both', 'found', 'drawn'].map(way => `${name}_${way}_px`);
    expect(await diceOf(inFolder('tissue/evaluation.csv'), columns)).toBeCloseTo(dice, 3);
  }
}, 300_000);

test('the same call goes on where a training was broken off', async () => {
  const size = ['--steps', '25', '--batch', '2', '--crop', '128'];
  const said = await train(
    'train_tissue.py',
    'tissue',
    inFolder('train/patches'),
    '--name',
    'tissue',
    ...size,
  );
  expect(said).toContain('step 25 of 25');
  expect(said).not.toContain('of 20');
}, 300_000);

test("patches become a score network; the card's errors are those of `timescope stats error`", async () => {
  const size = ['--steps', '10', '--batch', '2', '--crop', '128', '--name', 'score'];
  await train('train_score.py', 'score', inFolder('train/patches'), ...size);
  const card = await checkedCard('score');
  for (const [way, file] of Object.entries({
    'as it is': 'evaluation.csv',
    varied: 'evaluation-varied.csv',
  })) {
    const claimed = card.measured.find(({ metric, data }) => /^mean/.test(metric) && data.endsWith(way));
    expect(await meanError(inFolder(`score/${file}`), 'found', 'formula')).toBeCloseTo(
      claimed?.value ?? NaN,
      1,
    );
  }
}, 300_000);

test('MoCo learns from patches without masks; the card of MoCo-SM says what that gained', async () => {
  await writeDrawnPatches(inFolder('unlabelled'), 8, 128);
  await rm(inFolder('unlabelled/masks'), { recursive: true });
  const size = ['--steps', '3', '--batch', '4', '--queue', '8', '--crop', '64'];
  await train('pretrain_moco.py', 'moco', inFolder('unlabelled'), ...size);
  const before = await readFile(inFolder('moco/training.csv'), 'utf8');
  expect(before).toMatch(/^model,iteration,loss\nmoco,3,\d/);
  const how = ['--network', 'moco-sm', '--initial', inFolder('moco/weights.pt'), '--beside-random'];
  const fast = ['--steps', '2', '--batch', '2', '--crop', '64', '--name', 'moco-tissue'];
  await train('train_tissue.py', 'moco-tissue', inFolder('train/patches'), ...how, ...fast);
  const card = await checkedCard('moco-tissue');
  expect(card.trainedOn.description).toContain('begun with the weights of moco');
  const metrics = card.measured.map(({ metric }) => metric);
  expect(metrics).toEqual(expect.arrayContaining(['Dice of tumour', 'Dice of tumour, begun at random']));
}, 600_000);

test('weights of another network are refused in one sentence', async () => {
  const call = [inFolder('train/patches'), '--initial', inFolder('tissue/weights.pt'), '--network', 'unet'];
  await expect(train('train_tissue.py', 'refused', ...call)).rejects.toMatchObject({
    stderr: expect.stringContaining('does not fit this network: down.0.0.0.weight is missing') as string,
  });
}, 60_000);
