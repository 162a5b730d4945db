import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { hScoreOf } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchScore';
import { grown, stainPlane } from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchPixels.kernel';
import { stainTables } from '@timescope/extension-ihc-scoring/pipeline/stain/stainTables';
import { nucleusLabels } from '@timescope/synthetic/slide/nucleusLabels';
import { tissueClasses } from '@timescope/synthetic/tissue/tissueClasses';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { timescope } from '../../harness/commandLine';
import { nuclearSection, writeNuclearSlide } from '../../harness/nuclearSlide';
import { testWithOnnx, writeThreeCards } from '../../harness/threeCards';

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

test('the run is repeated from its result alone, to the same patches and the same hash', async () => {
  const run = path.join(folder, 'run.json');
  await writeFile(run, JSON.stringify(result));
  const again = JSON.parse(await timescope('score', '--replay', run, '--json')) as ScoreResult;
  expect(again.hash).toBe(result.hash);
  expect(again.patchScores).toEqual(result.patchScores);
  expect(again.warnings).toEqual(result.warnings);
}, 300_000);

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

testWithOnnx(
  'tissue, nuclei and scores by three cards, as in the paper, come near the H-score of the drawn tumour too',
  async () => {
    const models = path.join(folder, 'models');
    await writeThreeCards(models);
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
      tissue: 'tissue-only 0.2.0',
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
