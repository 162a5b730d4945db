import type { ModelCard } from '@timescope/core/modelCard';
import type { PyramidLevel } from '@timescope/core/pixelSource';
import { micrometresPerPixel } from '@timescope/core/units';
import { withUsualNetwork } from '@timescope/extension-ihc-scoring/pipeline/detection/network/withUsualNetwork';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import {
  takesUsualNetwork,
  USUAL_NETWORK,
  type AskedNuclei,
} from '@timescope/extension-ihc-scoring/pipeline/presets/usualNetwork';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { drawnCard } from '../../../../../harness/drawnNetwork';

const imageOf = (width: number, height: number, um: number): PyramidLevel => {
  const mpp = micrometresPerPixel(um);
  return { width, height, tileWidth: width, tileHeight: height, mpp: { x: mpp, y: mpp } };
};

const photograph = imageOf(1000, 1000, 0.5);
const cardOf = async (): Promise<ModelCard> => {
  const file = path.resolve(import.meta.dirname, '../../../../../../models', USUAL_NETWORK, 'card.json');
  return JSON.parse(await readFile(file, 'utf8')) as ModelCard;
};

test.each([
  ['0.25 mm2 in 1 million pixels', imageOf(1000, 1000, 0.5), true],
  ['0.25 mm2 in 4 million pixels', imageOf(2000, 2000, 0.25), true],
  ['a column of pixels more', imageOf(1001, 1000, 0.5), false],
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
  ['a copy of a built-in preset', { preset: { ...presets.er } }, true],
  ['an own preset, whose detector was chosen', { preset: { ...presets.er, minimumCells: 50 } }, false],
  ['expressly the classical detector', { preset: 'er', overrides: { network: 'classical' } }, false],
  ['its threshold', { preset: 'er', overrides: { detectionThreshold: 0.05 } }, false],
  ['networks of patches', { preset: 'er', patches: { tissue } }, false],
])('by what was asked for: %s', (_, asked, isNetwork) => {
  expect(takesUsualNetwork(asked, photograph)).toBe(isNetwork);
});

test('the network stands beside the detector of the marker; the other changes of the call stay', async () => {
  const asked = { preset: 'ki67', overrides: { white: { rule: 'fixed', rgb: [240, 240, 240] } } } as const;
  const { overrides } = await withUsualNetwork<AskedNuclei>(asked, { levels: [photograph] }, cardOf);
  expect(overrides).toMatchObject({
    white: asked.overrides.white,
    network: { model: USUAL_NETWORK, sha256: (await cardOf()).sha256, beside: presets.ki67.detector },
  });
});

test('without the card, or with other weights under its name, the preset finds the nuclei', async () => {
  const asked: AskedNuclei = { preset: 'ki67' };
  const here = { levels: [photograph] };
  expect(await withUsualNetwork(asked, here, () => Promise.resolve(undefined))).toBe(asked);
  const ofASite = { ...drawnCard, name: USUAL_NETWORK };
  expect(await withUsualNetwork(asked, here, () => Promise.resolve(ofASite))).toBe(asked);
});

test('on a large image no card is looked for', async () => {
  const asked: AskedNuclei = { preset: 'ki67' };
  const look = () => Promise.reject(new Error('looked'));
  expect(await withUsualNetwork(asked, { levels: [imageOf(4000, 4000, 0.5)] }, look)).toBe(asked);
});
