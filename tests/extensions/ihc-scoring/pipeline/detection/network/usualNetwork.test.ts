import type { PyramidLevel } from '@timescope/core/pixelSource';
import { micrometresPerPixel } from '@timescope/core/units';
import { withUsualNetwork } from '@timescope/extension-ihc-scoring/pipeline/detection/network/withUsualNetwork';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import {
  takesUsualNetwork,
  USUAL_NETWORK,
  type AskedNuclei,
} from '@timescope/extension-ihc-scoring/pipeline/presets/usualNetwork';
import { drawnCard } from '../../../../../harness/drawnNetwork';

const imageOf = (width: number, height: number, um: number): PyramidLevel => {
  const mpp = micrometresPerPixel(um);
  return { width, height, tileWidth: width, tileHeight: height, mpp: { x: mpp, y: mpp } };
};

const photograph = imageOf(1000, 1000, 0.5);
const card = { ...drawnCard, name: USUAL_NETWORK };
const found = () => Promise.resolve(card);

test.each([
  ['1 mm2 in 4 million pixels', imageOf(2000, 2000, 0.5), true],
  ['1 mm2 in 16 million pixels', imageOf(4000, 4000, 0.25), true],
  ['a column of pixels more', imageOf(2001, 2000, 0.5), false],
  ['a slide', imageOf(40_000, 30_000, 0.25), false],
])('by the size of the image: %s', (_, image, isNetwork) => {
  expect(takesUsualNetwork({ preset: 'ki67' }, image)).toBe(isNetwork);
});

const tissue = { model: 'tissue', modelVersion: '1', sha256: '1'.repeat(64) };

test.each<[string, AskedNuclei, boolean]>([
  ['a marker in nuclei', { preset: 'er' }, true],
  ['other thresholds of grades', { preset: 'er', overrides: { gradeThresholds: [0.2, 0.3, 0.4] } }, true],
  ['the built-in preset itself', { preset: presets['h-score'] }, true],
  ['a marker in membranes', { preset: 'her2' }, false],
  ['a marker of whole cells', { preset: 'cd8' }, false],
  ["QuPath's detector", { preset: 'qupath-positive-cell-detection' }, false],
  ['an own preset, whose detector was chosen', { preset: { ...presets.er } }, false],
  ['expressly the classical detector', { preset: 'er', overrides: { network: 'classical' } }, false],
  ['its threshold', { preset: 'er', overrides: { detectionThreshold: 0.05 } }, false],
  ['networks of patches', { preset: 'er', patches: { tissue } }, false],
])('by what was asked for: %s', (_, asked, isNetwork) => {
  expect(takesUsualNetwork(asked, photograph)).toBe(isNetwork);
});

test('the network stands beside the detector of the marker; the other changes of the call stay', async () => {
  const asked = { preset: 'ki67', overrides: { white: { rule: 'fixed', rgb: [240, 240, 240] } } } as const;
  const { overrides } = await withUsualNetwork<AskedNuclei>(asked, { levels: [photograph] }, found);
  expect(overrides).toMatchObject({
    white: asked.overrides.white,
    network: { model: USUAL_NETWORK, sha256: card.sha256, beside: presets.ki67.detector },
  });
});

test('without the card the preset finds the nuclei; one that is there but wrong is not passed over', async () => {
  const asked: AskedNuclei = { preset: 'ki67' };
  const here = { levels: [photograph] };
  expect(await withUsualNetwork(asked, here, () => Promise.resolve(undefined))).toBe(asked);
  const wrong = { ...card, task: 'ct-biomarker' };
  await expect(withUsualNetwork(asked, here, () => Promise.resolve(wrong))).rejects.toThrow(
    'cannot find nuclei',
  );
});

test('on a large image no card is looked for', async () => {
  const asked: AskedNuclei = { preset: 'ki67' };
  const look = () => Promise.reject(new Error('looked'));
  expect(await withUsualNetwork(asked, { levels: [imageOf(4000, 4000, 0.5)] }, look)).toBe(asked);
});
