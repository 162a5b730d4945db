import { jest } from '@jest/globals';
import type { ModelCard } from '@timescope/core/modelCard';
import { niftiFile } from '@timescope/core/nifti/niftiFile';
import { probeInput } from '@timescope/core/probe';
import type { PredictionResult } from '@timescope/core/result/predictionResult';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { pngOf } from '@timescope/runtime/encode/png';
import { readModel } from '@timescope/runtime/models';
import { loadNetwork } from '@timescope/runtime/ort';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { predict } from '../../../packages/cli/src/commands/predict';
import { score } from '../../../packages/cli/src/commands/score';
import { drawnSlide, randomDiscs } from '../../extensions/ihc-scoring/pipeline/drawnSlide';
import { repository } from '../../harness/commandLine';
import { handMadeCt, handMadeRoi } from '../../harness/handMadeCt';
import { printedBy } from '../../harness/printedBy';
import { testWithOnnx, writeThreeCards } from '../../harness/threeCards';

// Both engines start.
jest.setTimeout(60_000);

let folder: string;
const at = (name: string) => path.join(folder, name);
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-native-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a prediction in the native tier is that of the reference tier within the tolerance of its card, and says so', async () => {
  const ct = handMadeCt([48, 48, 4], (i, j, k) => 20 + ((i * 7 + j * 3 + k * 11) % 60));
  const roi = handMadeRoi(ct, (i, j, k) => k === 1 && i > 9 && i < 30 && j > 9 && j < 36);
  await writeFile(at('ct.nii'), niftiFile({ ...ct, values: ct.hu }));
  await writeFile(at('roi.nii'), niftiFile(roi));
  const models = await mkdtemp(at('ct-models-'));
  await symlink(path.join(repository, 'models/densenet121-tils'), path.join(models, 'tils'));
  const call = [at('ct.nii'), '--roi', at('roi.nii'), '--models', models];
  const said = async (...argv: string[]) => (await printedBy(predict, ...call, ...argv)).text;
  const [reference, native] = [
    JSON.parse(await said('--json')) as PredictionResult,
    JSON.parse(await said('--json', '--tier', 'native')) as PredictionResult,
  ];
  const [usual, faster] = [reference.targets.tils, native.targets.tils];
  expect([usual?.model.tier, faster?.model.tier]).toEqual(['reference', 'native']);
  expect(native.hash).not.toBe(reference.hash);
  const { card } = await readModel(path.join(models, 'tils'));
  expect(Math.abs((usual?.probability ?? NaN) - (faster?.probability ?? NaN))).toBeLessThanOrEqual(
    card.probe?.tolerance ?? 0,
  );
  expect(await said('--tier', 'native')).toMatch(/^Tier: native \(onnxruntime-node [0-9.]+\)$/m);
});

testWithOnnx(
  'cells by a network in the native tier are those of the reference tier; a replay runs in the tier of its run, or says why not',
  async () => {
    await writeThreeCards(at('models'));
    await addProbe('dark-nuclei');
    await writeFile(at('slide.png'), await pngOf(drawnSlide(400, 300, randomDiscs(400, 300, 120, 5))));
    const call = ['--marker', 'er', '--nuclei', 'dark-nuclei', '--models', at('models')];
    const scored = async (...argv: string[]) =>
      JSON.parse((await printedBy(score, ...argv, '--json')).text) as ScoreResult;
    const reference = await scored(at('slide.png'), '--mpp', '0.5', ...call);
    const native = await scored(
      at('slide.png'),
      '--mpp',
      '0.5',
      ...call,
      '--tier',
      'native',
      '--out',
      at('run'),
    );
    expect(reference.provenance.tier).toBe('reference');
    expect(native.provenance).toMatchObject({
      tier: 'native',
      engine: expect.stringMatching(/; onnxruntime-node [0-9.]+$/) as string,
    });
    expect(native.cells.total).toBeGreaterThan(20);
    expect(native.cells).toEqual(reference.cells);
    expect(native.hash).not.toBe(reference.hash);

    const replay = ['--replay', at('run/result.json'), '--models', at('models')];
    const again = await scored(...replay);
    expect([again.hash, again.provenance.tier]).toEqual([native.hash, 'native']);
    expect((await printedBy(score, ...replay)).text).toMatch(
      /^Tier +native +last digits are this machine's$/m,
    );
    const elsewhere = await scored(...replay, '--tier', 'reference');
    expect(elsewhere.hash).toBe(reference.hash);
    expect(elsewhere.warnings[0]?.message).toContain('the tier was native and is now reference');

    await removeProbe('dark-nuclei');
    const fallen = await scored(...replay);
    expect(fallen.provenance.tier).toBe('reference');
    expect(fallen.warnings.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['REPLAY_DIFFERS', 'REFERENCE_TIER']),
    );
  },
);

const writeCard = (card: ModelCard): Promise<void> =>
  writeFile(at(`models/${card.name}/card.json`), JSON.stringify(card));

/** What the reference engine answers stands in for torch. */
async function addProbe(name: string): Promise<void> {
  const { card, bytes } = await readModel(at(`models/${name}`));
  const network = await loadNetwork(card, bytes);
  const found = await network.run(probeInput(card, { input: 'absorbed' }));
  const outputs = Object.fromEntries(
    Object.entries(found).map(([output, { values }]) => [
      output,
      Array.from({ length: 64 }, (_, i) => values[Math.floor((i * values.length) / 64)] ?? 0),
    ]),
  );
  await writeCard({ ...card, probe: { input: 'absorbed', tolerance: 1e-4, outputs } });
}

async function removeProbe(name: string): Promise<void> {
  const { card } = await readModel(at(`models/${name}`));
  const { probe, ...without } = card;
  expect(probe).toBeDefined();
  await writeCard(without);
}
