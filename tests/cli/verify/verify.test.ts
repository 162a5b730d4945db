import { jest } from '@jest/globals';
import { predictionHash } from '@timescope/core/result/predictionHash';
import type { PredictionResult } from '@timescope/core/result/predictionResult';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import { pngOf } from '@timescope/runtime/encode/png';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { score } from '../../../packages/cli/src/commands/score';
import { verify } from '../../../packages/cli/src/commands/verify';
import { drawnSlide, randomDiscs } from '../../extensions/ihc-scoring/pipeline/drawnSlide';

let folder: string;
let written: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-verify-'));
  written = path.join(folder, 'written');
  const image = path.join(folder, 'slide.png');
  await writeFile(image, await pngOf(drawnSlide(300, 300, randomDiscs(300, 300, 60, 5))));
  await said(() =>
    score.run([image, '--mpp', '0.5', '--marker', 'h-score', '--workers', '1', '--out', written]),
  );
});
afterAll(() => rm(folder, { recursive: true }));

/** Exit code and what was printed on stdout. */
async function said(run: () => Promise<number | undefined>): Promise<{ code: number; text: string }> {
  let text = '';
  const out = jest
    .spyOn(process.stdout, 'write')
    .mockImplementation(chunk => ((text += String(chunk)), true));
  const progress = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return { code: (await run()) ?? 0, text };
  } finally {
    out.mockRestore();
    progress.mockRestore();
  }
}

/** A copy of the result with one file changed, verified. */
async function changed(name: string, file: string, change: (content: string) => string) {
  const copy = path.join(folder, name);
  await cp(written, copy, { recursive: true });
  const place = path.join(copy, file);
  await writeFile(place, change(await readFile(place, 'utf8')));
  return said(() => verify.run([copy]));
}

test('a result as it was written is found in order, by its folder and by its document', async () => {
  const first = await said(() => verify.run([written]));
  expect(first.text).toMatch(
    /^ok +The scores follow[^\n]+\nok +The hash [^\n]+\nok +The \d+ counted cells of cells\.csv/,
  );
  expect(first.code).toBe(0);
  const second = await said(() => verify.run([path.join(written, 'result.json'), '--json']));
  const { checks } = JSON.parse(second.text) as { checks: { outcome: string }[] };
  expect(checks.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok']);
});

test('a score that was edited is named', async () => {
  const { code, text } = await changed('edited', 'result.json', json => {
    const result = JSON.parse(json) as { hScore: { whole: number } };
    return JSON.stringify({ ...result, hScore: { ...result.hScore, whole: result.hScore.whole + 1 } });
  });
  expect(text).toMatch(/differs +The document was edited: hScore do/);
  expect(code).toBe(20);
});

test('a setting that was edited is noticed by the hash, where no score follows from it', async () => {
  const { code, text } = await changed('setting', 'result.json', json => {
    const result = JSON.parse(json) as { provenance: object };
    return JSON.stringify({ ...result, provenance: { ...result.provenance, method: 'another' } });
  });
  expect(text).toMatch(/^ok +The scores follow[^]*differs +The document was edited: its settings/);
  expect(code).toBe(20);
});

test('a cell whose grade was edited in the table is noticed', async () => {
  const { code, text } = await changed('cells', 'cells.csv', csv => {
    const [head = '', first = '', ...rest] = csv.split('\n');
    const cells = first.split(',');
    cells[4] = cells[4] === '0' ? '3' : '0';
    return [head, cells.join(','), ...rest].join('\n');
  });
  expect(text).toMatch(/differs +The cells of cells\.csv are not those of the sums/);
  expect(code).toBe(20);
});

test('a document alone is partly checked', async () => {
  const alone = path.join(folder, 'alone');
  await mkdir(alone);
  await cp(path.join(written, 'result.json'), path.join(alone, 'result.json'));
  const { code, text } = await said(() => verify.run([alone]));
  expect(text).toMatch(/not checked +The cells: there is no cells\.csv/);
  expect(code).toBe(10);
});

const prediction: Omit<PredictionResult, 'hash'> = {
  kind: 'timescope.prediction',
  version: 1,
  researchUse: RESEARCH_USE,
  slice: { index: 3, sopInstanceUid: null, zMm: 1, areaMm2: 2, roiVoxels: 4, chosenBy: 'largest area' },
  targets: {
    tils: {
      probability: 0.6,
      threshold: 0.5,
      thresholdSource: 'by hand',
      class: 'high',
      model: {
        name: 'no-such-model',
        version: '1',
        sha256: '0'.repeat(64),
        engine: 'none',
        tier: 'reference',
        demonstration: true,
      },
      gradcam: 'gradcam-tils.png',
      gradcamMax: 1,
    },
  },
  time: { derived: null, direct: null },
  notEvaluable: {},
  flags: [],
  provenance: {
    software: { name: 'TIMEscope', version: '1' },
    preprocessing: {
      window: { center: 40, width: 400 },
      crop: 'box',
      marginPx: 0,
      inputPx: 224,
      box: { x: 0, y: 0, width: 1, height: 1 },
    },
    digests: { slice: 'a', roi: 'b' },
    seriesUid: null,
    demonstration: true,
  },
};

test('a prediction: its hash, its class, and whether its model is at hand', async () => {
  const file = path.join(folder, 'prediction.json');
  const models = path.join(folder, 'models');
  await mkdir(models);
  const verified = async (result: object) => {
    await writeFile(file, JSON.stringify(result));
    return said(() => verify.run([file, '--models', models]));
  };
  const whole = { ...prediction, hash: predictionHash(prediction) };
  expect(await verified(whole)).toEqual({
    code: 10,
    text: expect.stringMatching(
      /^ok +The hash [^\n]+\nok +Every class [^\n]+\nnot checked +The model no-such-model 1/,
    ) as string,
  });
  const { tils } = whole.targets;
  const edited = await verified({ ...whole, targets: { tils: { ...tils, probability: 0.4 } } });
  expect(edited.code).toBe(20);
  expect(edited.text).toMatch(
    /differs +The hash [^\n]+ it was edited\.\ndiffers +The class of tils does not follow/,
  );
});

test('a folder without a result is no result', async () => {
  await expect(verify.run([tmpdir() + '/none'])).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(verify.run([path.join(folder, 'models')])).rejects.toMatchObject({ code: 'USAGE' });
  await expect(verify.run([])).rejects.toMatchObject({ kind: 'usage' });
});
