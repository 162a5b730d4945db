import type { ModelCard } from '@timescope/core/modelCard';
import type { Network, Tensor } from '@timescope/core/network';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { autoIhcPreset } from '@timescope/extension-ihc-scoring/pipeline/autoihc/autoIhcPreset';
import {
  PATCH_MPP,
  PATCH_PX,
  SEEN_PX,
} from '@timescope/extension-ihc-scoring/pipeline/autoihc/patchNetworks';
import {
  scorePatches,
  type PatchModels,
} from '@timescope/extension-ihc-scoring/pipeline/autoihc/scorePatches';
import type { StainSettings } from '@timescope/extension-ihc-scoring/pipeline/stain/stainModel';
import { networkDetector } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import { drawnCard, drawnNetwork } from '../../../../harness/drawnNetwork';
import { BROWN, drawnSlide, GLASS } from '../drawnSlide';

/** 17 x 17 brown nuclei of 4.5 um, 20 um apart, on pale tissue. */
const ACROSS = 17;
const RADIUS_UM = 4.5;
const TISSUE = [222, 212, 226] as const;
const tissueAround = { x: 360, y: 360, radius: 600, colour: TISSUE };
const nuclei = Array.from({ length: ACROSS * ACROSS }, (_, i) => ({
  x: 40 * (1 + (i % ACROSS)),
  y: 40 * (1 + Math.floor(i / ACROSS)),
  radius: 2 * RADIUS_UM,
  colour: BROWN,
}));
const source = plainImageSource(drawnSlide(720, 720, [tissueAround, ...nuclei]), micrometresPerPixel(0.5));

const card = (name: string, change: Partial<ModelCard>): ModelCard => ({ ...drawnCard, name, ...change });

/** Calls everything tumour and finds no nuclei, as MoCo-SM. */
const tissueOnly: Network = {
  ...{ engine: 'by hand', tier: 'reference' },
  card: card('all-tumour', {
    task: 'tissue-segmentation',
    input: { name: 'haematoxylin', shape: [1, 1, SEEN_PX, SEEN_PX] },
    outputs: { tissue: [1, 4, SEEN_PX, SEEN_PX] },
    classes: ['tumour', 'stroma', 'background', 'other'],
  }),
  run() {
    const values = new Float32Array(4 * SEEN_PX * SEEN_PX).fill(1, 0, SEEN_PX * SEEN_PX);
    return Promise.resolve({ tissue: { shape: [1, 4, SEEN_PX, SEEN_PX], values } });
  },
};

/** Gives every patch the share of its pixels that it was shown as target, in percent. */
const shareOfTarget: Network = {
  ...{ engine: 'by hand', tier: 'reference' },
  card: card('share-of-target', {
    task: 'h-score',
    input: { name: 'dab', shape: [1, 2, PATCH_PX, PATCH_PX] },
    outputs: { score: [1, 1] },
  }),
  run({ values }: Tensor) {
    const target = values.subarray(PATCH_PX * PATCH_PX).reduce((sum, is) => sum + is, 0);
    return Promise.resolve({
      score: { shape: [1, 1], values: Float32Array.of((100 * target) / PATCH_PX ** 2) },
    });
  },
};

const found = (
  models: Omit<PatchModels, 'tissue'> & Partial<Pick<PatchModels, 'tissue'>>,
  vectors: StainSettings['vectors'] = { rule: 'default' },
) =>
  scorePatches(
    source,
    {
      preset: autoIhcPreset,
      overrides: { network: networkDetector(drawnCard), white: { rule: 'fixed', rgb: GLASS }, vectors },
      slide: { description: '', digest: '' },
    },
    { tissue: tissueOnly, ...models },
    {},
  );

/** Pixels within 4 um (9 px) of the nuclei. */
const expected = (nuclei.length * Math.PI * (RADIUS_UM + 9 * PATCH_MPP) ** 2) / PATCH_MPP ** 2;

test('289 nuclei of a network of their own are the cells of patches whose tissue network finds none', async () => {
  const { scores } = await found({ scorer: 'formula', nuclei: drawnNetwork() });
  expect(scores).toMatchObject({ tissue: 'all-tumour 1', scorer: 'formula', nuclei: 'drawn-nuclei 1' });
  expect(scores?.patches).toHaveLength(4);
  const pixels = scores?.patches.reduce((sum, { tumour }) => sum + tumour.pixels, 0) ?? NaN;
  expect(Math.abs(pixels / expected - 1)).toBeLessThan(0.03);
});

test('a scoring network is shown the same cells, so that tissue, nuclei and score come from three cards', async () => {
  const { scores } = await found({ scorer: shareOfTarget, nuclei: drawnNetwork() });
  expect(scores).toMatchObject({ scorer: 'share-of-target 1', nuclei: 'drawn-nuclei 1' });
  expect(scores?.patches).toHaveLength(4);
  for (const { tumour } of scores?.patches ?? [])
    expect(tumour.hScore).toBeCloseTo((100 * tumour.pixels) / PATCH_PX ** 2, 4);
});

test("networks are shown stains by the vectors of their cards, also where the slide is scored with its own; the formula with the slide's", async () => {
  const brownness: Network = {
    ...shareOfTarget,
    run({ values }: Tensor) {
      const sum = values.subarray(0, PATCH_PX * PATCH_PX).reduce((total, density) => total + density, 0);
      return Promise.resolve({
        score: { shape: [1, 1], values: Float32Array.of(sum / PATCH_PX ** 2) },
      });
    },
  };
  const [first, others] = [{ rule: 'default' }, { rule: 'estimate', way: 'macenko' }] as const;
  const scoresBy = async (scorer: PatchModels['scorer'], vectors: StainSettings['vectors']) =>
    (await found({ scorer, nuclei: drawnNetwork() }, vectors)).scores?.hScore.tumour ?? NaN;
  expect(await scoresBy(brownness, first)).toBeGreaterThan(0);
  expect(await scoresBy(brownness, others)).toBe(await scoresBy(brownness, first));
  expect(await scoresBy('formula', others)).not.toBe(await scoresBy('formula', first));
});

test('networks whose answers are no probabilities and no H-scores end the run', async () => {
  const hot = (values: Float32Array) => Promise.resolve({ score: { shape: [1, 1], values } });
  const scorer = { ...shareOfTarget, run: () => hot(Float32Array.of(5000)) };
  await expect(found({ scorer, nuclei: drawnNetwork() })).rejects.toMatchObject({
    code: 'MODEL_OUTPUT',
    message: expect.stringContaining('share-of-target/model.onnx gave the score 5000.0') as string,
  });
  const logits = new Float32Array(4 * SEEN_PX * SEEN_PX).fill(7, 0, SEEN_PX * SEEN_PX);
  const tissue = { ...tissueOnly, run: () => Promise.resolve({ tissue: { shape: [], values: logits } }) };
  await expect(found({ scorer: undefined, tissue })).rejects.toMatchObject({
    code: 'MODEL_OUTPUT',
    message: expect.stringContaining('all-tumour/model.onnx gave probabilities') as string,
  });
});

test('without a network for nuclei such a tissue network cannot have its patches scored, and the error says what can', async () => {
  await expect(found({ scorer: 'formula' })).rejects.toMatchObject({
    code: 'MODEL_MISMATCH',
    message: 'The model all-tumour cannot say where cells are to be scored: it has no output "nuclei".',
    nextStep: expect.stringContaining('--nuclei CARD') as string,
  });
  expect((await found({ scorer: undefined })).scores).toBeUndefined();
});
