import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { hScoreOf } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchScore';
import { grown, stainPlane } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchPixels.kernel';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { nucleusLabels } from '@timescope/synthetic/slide/nucleusLabels';
import { tissueClasses } from '@timescope/synthetic/tissue/tissueClasses';
import { sha256Hex } from '@timescope/core/sha256';
import type { ModelCard } from '@timescope/core/modelCard';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { repository, timescope } from '../../harness/commandLine';
import { drawnCard } from '../../harness/drawnNetwork';
import { nuclearSection, writeNuclearSlide } from '../../harness/nuclearSlide';

let folder: string;
let result: ScoreResult;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'timescope-autoihc-'));
  await writeNuclearSlide(folder);
  result = await scored('--preset', 'autoihc');
}, 300_000);
afterAll(() => rm(folder, { recursive: true }));

const scored = async (...argv: string[]): Promise<ScoreResult> =>
  JSON.parse(await timescope('score', folder, '--json', ...argv)) as ScoreResult;

test('the pipeline of AutoIHC comes near the H-score of the drawn tumour', () => {
  const { patchScores, provenance } = result;
  expect(patchScores).toMatchObject({ patchPx: 512, mpp: 0.46, scorer: 'formula' });
  expect(provenance.compartments).toContain('tissue-joint');
  const truth = drawnScore(result);
  expect(Math.abs((patchScores?.hScore.tumour ?? NaN) - truth)).toBeLessThan(20);
}, 60_000);

test("the slide's score is the mean of its patches, each weighted by its target pixels", () => {
  const patches = result.patchScores?.patches ?? [];
  expect(patches.length).toBeGreaterThan(8);
  const pixels = patches.reduce((sum, { tumour }) => sum + tumour.pixels, 0);
  const sum = patches.reduce((total, { tumour }) => total + tumour.pixels * (tumour.hScore ?? 0), 0);
  expect(result.patchScores?.hScore.tumour).toBeCloseTo(sum / pixels, 9);
});

test('a scorer is refused where nothing says where tumour is', async () => {
  await expect(
    timescope('score', folder, '--marker', 'er', '--scorer', 'score-stainintensitynet'),
  ).rejects.toMatchObject({
    stderr: expect.stringContaining('--scorer needs to know where tumour is') as string,
  });
}, 60_000);

const hasOnnx = existsSync('/usr/lib/python3/dist-packages/onnx');
const testWithOnnx = hasOnnx || process.env.CI ? test : test.skip;

testWithOnnx(
  'tissue, nuclei and scores by three cards, as in the paper, come near the H-score of the drawn tumour too',
  async () => {
    const models = path.join(folder, 'models');
    await writeCards(models);
    const cards = [
      '--tissue',
      'tissue-only',
      '--nuclei',
      'dark-nuclei',
      '--scorer',
      'score-stainintensitynet',
    ];
    const mixed = await scored('--preset', 'autoihc', ...cards, '--models', models);
    expect(mixed.patchScores).toMatchObject({
      tissue: 'tissue-only 0.1.0',
      nuclei: 'dark-nuclei 1',
      scorer: 'score-stainintensitynet 0.1.0',
    });
    expect(mixed.provenance.network?.name).toBe('dark-nuclei');
    expect(Math.abs((mixed.patchScores?.hScore.tumour ?? NaN) - drawnScore(mixed))).toBeLessThan(30);
    await expect(
      timescope('score', folder, '--preset', 'autoihc', '--tissue', 'tissue-only', '--models', models),
    ).rejects.toMatchObject({ stderr: expect.stringContaining('(--nuclei CARD)') as string });
  },
  300_000,
);

/** The shipped scorer, the shipped tissue network as if it found no nuclei, and one that takes dark pixels for nuclei. */
async function writeCards(models: string): Promise<void> {
  const shipped = path.join(repository, 'models');
  await cp(path.join(shipped, 'score-stainintensitynet'), path.join(models, 'score-stainintensitynet'), {
    recursive: true,
  });
  const joint = JSON.parse(await readFile(path.join(shipped, 'tissue-joint/card.json'), 'utf8')) as ModelCard;
  await mkdir(path.join(models, 'tissue-only'));
  await cp(path.join(shipped, 'tissue-joint/model.onnx'), path.join(models, 'tissue-only/model.onnx'));
  const outputs = { tissue: joint.outputs.tissue };
  await writeCard(models, { ...joint, name: 'tissue-only', outputs });
  const edge = 256;
  const plane = [1, 1, edge, edge];
  const nuclei = path.join(models, 'dark-nuclei/model.onnx');
  await mkdir(path.dirname(nuclei));
  const script = path.join(repository, 'tests/harness/darkNuclei.py');
  await promisify(execFile)('/usr/bin/python3', [script, nuclei, String(edge)]);
  await writeCard(models, {
    ...{ ...drawnCard, name: 'dark-nuclei', sha256: sha256Hex(await readFile(nuclei)) },
    input: { name: 'absorbed', shape: [1, 3, edge, edge] },
    outputs: { foreground: plane, distance: plane },
  });
}

const writeCard = (models: string, card: Omit<ModelCard, 'outputs'> & { outputs: object }): Promise<void> =>
  writeFile(path.join(models, card.name, 'card.json'), JSON.stringify(card));

/** The formula over the pixels of drawn tumour within 4 um of a drawn nucleus, in one piece of 0.46 um/px. */
function drawnScore({ provenance, patchScores }: ScoreResult): number {
  const [mpp, edge] = [patchScores?.mpp ?? 0, 2048];
  const section = nuclearSection();
  const at = { x: 0, y: 0, width: edge, height: edge };
  const um = { x: 0, y: 0, width: edge * mpp, height: edge * mpp };
  const nuclei = Float32Array.from(nucleusLabels(section.cellsIn(um), um, mpp).values, label =>
    Math.min(1, label),
  );
  const isTumour = section.classesIn(at, mpp).values.map(index => (tissueClasses[index] === 'TUM' ? 1 : 0));
  const cells = grown(nuclei, edge, 1, 9);
  const tables = stainTables({ white: provenance.white.rgb, vectors: provenance.stainVectors });
  const dab = stainPlane(section.drawTile(at, mpp), at, at, edge, tables.dab);
  const target = isTumour.map((is, i) => is * (cells[i] ?? 0));
  return hScoreOf(dab, target, provenance.thresholds.positiveDab) ?? Number.NaN;
}
