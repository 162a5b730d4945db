import { jest } from '@jest/globals';
import type { ModelCard } from '@timescope/core/modelCard';
import { sha256Hex } from '@timescope/core/sha256';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { models } from '../../../packages/cli/src/commands/models';
import { modelNamed } from '../../../packages/cli/src/models/modelNamed';
import { repository } from '../../harness/commandLine';

// Engines start anew for each model.
jest.setTimeout(60_000);

let folder: string;
let printed: string;
const inFolder = (...parts: string[]) => path.join(folder, ...parts);

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-models-'));
  await cp(path.join(repository, 'models/densenet121-tils'), inFolder('densenet121-tils'), {
    recursive: true,
  });
  printed = '';
  jest.spyOn(process.stdout, 'write').mockImplementation(text => {
    printed += String(text);
    return true;
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await rm(folder, { recursive: true });
});

const USE = { task: 'ct-biomarker', what: 'Targets can be predicted', other: 'nothing' };
const run = (...argv: string[]) => models.run([...argv, '--models', folder]);

test('list shows what a card says: task, training data, threshold, figures and limits', async () => {
  await expect(run('list')).resolves.toBe(0);
  expect(printed).toMatch(/^densenet121-tils 0\.2\.0: ct-biomarker/);
  expect(printed).toContain('(generated images only)');
  expect(printed).toContain('measured: AUC 0.897, 95 % CI 0.861 to 0.932 (300 held-out');
});

test('a whole model passes its check with a trial run', async () => {
  await expect(run('check', '--json')).resolves.toBe(0);
  const { checks } = JSON.parse(printed) as { checks: { outcome: string; says: string }[] };
  expect(checks).toEqual([
    { outcome: 'ok', says: expect.stringContaining('trial run') as string },
    {
      outcome: 'ok',
      says: expect.stringMatching(
        /: \de-\d+ from torch's answer to a stored input; its card allows 0\.0001\.$/,
      ) as string,
    },
  ]);
});

test('a network that answers otherwise than torch did is refused, and a member that nothing reads is said by name', async () => {
  const file = inFolder('densenet121-tils', 'card.json');
  const card = JSON.parse(await readFile(file, 'utf8')) as ModelCard;
  const outputs = { probability: [0.5, 0.5] };
  const trainedOn = { ...card.trainedOn, scanner: ['A'] };
  await writeFile(file, JSON.stringify({ ...card, trainedOn, probe: { ...card.probe, outputs } }));
  await expect(run('check')).resolves.toBe(20);
  expect(printed).toMatch(/^differs +densenet121-tils: .* from torch's answer/m);
  expect(printed).toMatch(/^not checked +densenet121-tils: .*"trainedOn\.scanner"/m);
});

test('each broken model is refused by name with its own sentence, and the exit code is 20', async () => {
  const card = await readFile(inFolder('densenet121-tils', 'card.json'), 'utf8');
  const broken = async (name: string, change: (at: string) => Promise<unknown>) => {
    await cp(inFolder('densenet121-tils'), inFolder(name), { recursive: true });
    await writeFile(
      inFolder(name, 'card.json'),
      card.replace('"name": "densenet121-tils"', `"name": "${name}"`),
    );
    await change(inFolder(name));
  };
  await broken('flipped', async at => {
    const bytes = await readFile(path.join(at, 'model.onnx'));
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    await writeFile(path.join(at, 'model.onnx'), bytes);
  });
  await broken('truncated', async at => {
    const bytes = await readFile(path.join(at, 'model.onnx'));
    await writeFile(path.join(at, 'model.onnx'), bytes.subarray(0, bytes.length >> 1));
  });
  await broken('foreign', at => writeFile(path.join(at, 'weights.bin'), ''));
  await broken('shapes', async at => {
    const text = await readFile(path.join(at, 'card.json'), 'utf8');
    const wide = text.replace(/"shape": \[\s*1,\s*3,\s*224,\s*224\s*\]/, '"shape": [1, 3, 256, 256]');
    await writeFile(path.join(at, 'card.json'), wide);
  });
  await broken('missing', at => rm(path.join(at, 'model.onnx')));
  await mkdir(inFolder('nocard'));
  await writeFile(inFolder('nocard', 'card.json'), '{"name": "nocard"}');
  await expect(run('check', '--json')).resolves.toBe(20);
  const { checks } = JSON.parse(printed) as { checks: { outcome: string; says: string }[] };
  const said = (name: string) => checks.find(({ says }) => says.startsWith(`${name}:`));
  expect(said('densenet121-tils')?.outcome ?? 'ok').toBe('ok');
  expect(said('flipped')).toMatchObject({
    outcome: 'refused',
    says: expect.stringMatching(/SHA-256.*Install the model again/) as string,
  });
  expect(said('truncated')).toMatchObject({
    outcome: 'refused',
    says: expect.stringMatching(/SHA-256.*Install the model again/) as string,
  });
  expect(said('foreign')?.says).toContain('weights.bin');
  expect(said('shapes')?.says).toContain('[1, 3, 256, 256]');
  expect(said('missing')?.says).toMatch(
    /model\.onnx cannot be read: there is none\. Check the models folder/,
  );
  expect(said('nocard')?.says).toContain('no usable "version"');
});

test('a scorer whose answer is no H-score is refused by its check, naming card and file', async () => {
  const shipped = path.join(repository, 'models/score-stainintensitynet');
  const card = JSON.parse(await readFile(path.join(shipped, 'card.json'), 'utf8')) as ModelCard;
  const bytes = await readFile(path.join(shipped, 'model.onnx'));
  // The factor 300 of its last step.
  const at = bytes.indexOf(Buffer.from(Float32Array.of(300).buffer));
  expect(at).toBeGreaterThan(0);
  bytes.writeFloatLE(50_000, at);
  await mkdir(inFolder('hot'));
  await writeFile(inFolder('hot', 'model.onnx'), bytes);
  await writeFile(
    inFolder('hot', 'card.json'),
    JSON.stringify({ ...card, name: 'hot', sha256: sha256Hex(bytes) }),
  );
  await expect(run('check', 'hot')).resolves.toBe(20);
  expect(printed).toMatch(/hot\/model\.onnx gave the score \d{4,}\.\d; an H-score lies between 0 and 300/);
});

test('a name that is not there, and a call without list or check, are refused', async () => {
  await expect(run('check', 'nobody')).rejects.toMatchObject({
    code: 'MODEL_MISSING',
    nextStep: 'Name one of densenet121-tils.',
  });
  await expect(models.run(['list', '--models', inFolder('densenet121-tils')])).rejects.toMatchObject({
    nextStep: expect.stringContaining('is a model itself') as string,
  });
  await expect(models.run(['list', '--models', inFolder('nowhere')])).rejects.toMatchObject({
    message: expect.stringMatching(/The folder .*nowhere cannot be read: there is none\.$/) as string,
  });
  await expect(run()).rejects.toMatchObject({ code: 'USAGE' });
  await expect(run('list', '--measure')).rejects.toMatchObject({ code: 'USAGE' });
});

test('a folder of another name than its card, and two cards of one name, are refused by name', async () => {
  await cp(inFolder('densenet121-tils'), inFolder('copy'), { recursive: true });
  await expect(run('check')).resolves.toBe(20);
  expect(
    printed.match(/^refused +densenet121-tils: Several folders hold .*copy, .*Give each card/gm),
  ).toHaveLength(2);
  await expect(modelNamed(folder, 'densenet121-tils', USE)).rejects.toThrow('Several folders');
  await rm(inFolder('densenet121-tils'), { recursive: true });
  printed = '';
  await expect(run('check')).resolves.toBe(20);
  expect(printed).toMatch(
    /^refused +densenet121-tils: The folder .*copy holds .* Name the folder as its card\.\n$/,
  );
});

test('a card that cannot be read is refused by its folder and leaves the others usable', async () => {
  await mkdir(inFolder('zzz'));
  await writeFile(inFolder('zzz', 'card.json'), '{');
  await expect(modelNamed(folder, 'densenet121-tils', USE)).resolves.toMatchObject({
    folder: inFolder('densenet121-tils'),
  });
  await expect(modelNamed(folder, 'zzz', USE)).rejects.toThrow(/zzz.*is not JSON/);
});
