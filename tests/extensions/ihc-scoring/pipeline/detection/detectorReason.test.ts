import { detectorReason } from '@timescope/extension-ihc-scoring/pipeline/detection/detectorReason';
import { networkDetector } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import { classicalOf } from '@timescope/extension-ihc-scoring/pipeline/presets/nucleiChoice';
import type { Preset } from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { ImageSize } from '@timescope/extension-ihc-scoring/pipeline/presets/usualNetwork';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import type { ModelCard } from '@timescope/core/modelCard';
import { micrometresPerPixel } from '@timescope/core/units';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { drawnCard } from '../../../../harness/drawnNetwork';

const imageOf = (width: number, height: number, mpp = 0.5) => {
  const spacing = { x: micrometresPerPixel(mpp), y: micrometresPerPixel(mpp) };
  return { width, height, mpp: spacing };
};
const SMALL = imageOf(900, 900);
const LARGE = imageOf(7000, 7000);
const tissue = { model: 'tissue', modelVersion: '1', sha256: '1'.repeat(64) };

function reasonOf(asked: Partial<ScoreRequest>, finest: ImageSize): string {
  const request: ScoreRequest = { preset: 'er', slide: { description: '', digest: '' }, ...asked };
  return detectorReason(request, settingsOf(request), finest);
}

const shipped = async (name: string) =>
  JSON.parse(
    await readFile(path.resolve(import.meta.dirname, '../../../../../models', name, 'card.json'), 'utf8'),
  ) as ModelCard;

async function beside(name: string) {
  const classical = classicalOf(presets.er);
  return { ...networkDetector(await shipped(name)), ...(classical && { beside: classical }) };
}

test.each<[string, Partial<ScoreRequest>, ImageSize]>([
  ['Usual on images above 0.25 mm2', {}, LARGE],
  ['The network nuclei-unet-small, usual beside it', {}, SMALL],
  ['Asked for. F1', { overrides: { network: 'classical' } }, SMALL],
  ['A threshold of detection was asked for', { overrides: { detectionThreshold: 0.1 } }, SMALL],
  ['With a network for tissue', { patches: { tissue } }, SMALL],
  ['The one of the preset.', { preset: { ...presets.er, minimumCells: 9 } }, SMALL],
  ['The usual one: no network was compared', { preset: 'her2' }, SMALL],
  ["QuPath's watershed", { preset: 'qupath-positive-cell-detection' }, SMALL],
])('of the classical detectors: %s', (reason, asked, finest) => {
  expect(reasonOf(asked, finest).startsWith(reason)).toBe(true);
});

test('figures are given of the weights that were measured, for nuclei, beside the classical detector', async () => {
  const usual = await beside('nuclei-unet-small');
  const classical = classicalOf(presets.er);
  const reason = (network: typeof usual, finest = SMALL, preset: 'er' | 'her2' = 'er') =>
    reasonOf({ preset, overrides: { network } }, finest);
  expect(reason(usual)).toMatch(/^Usual on images of up to 0\.25 mm2: .* 0\.82/);
  expect(reason(usual, LARGE)).toMatch(/^Asked for: .* 0\.82/);
  const others = [
    reason(usual, SMALL, 'her2'),
    reason({ ...usual, sha256: drawnCard.sha256 }),
    reason({ ...usual, threshold: 0.9 }),
    reason({ ...usual, ...(classical && { beside: { ...classical, ringContrast: 0.5 } }) }),
    reason(await beside('nuclei-triple-unet')),
    reasonOf({ overrides: { network: networkDetector(await shipped('nuclei-unet-small')) } }, SMALL),
  ];
  for (const other of others) expect(other).toBe('Asked for; what it was measured on stands on its card.');
});

test('of the classical one none are given at a threshold that nobody measured', () => {
  const at = (detectionThreshold: number) => reasonOf({ overrides: { detectionThreshold } }, SMALL);
  expect(at(0.06)).toContain('0.71 to 0.74');
  expect(at(0.5)).toBe(
    'A threshold of detection was asked for, and it is of this one. As it runs here nobody measured it.',
  );
});

test('nor in an image that was not measured, as of the paper', async () => {
  const inBlue: Preset = {
    ...presets.er,
    detector: { kind: 'generic', image: 'haematoxylin', ringContrast: 0.06 },
  };
  expect(reasonOf({ preset: inBlue }, SMALL)).toBe(
    'The one of the preset. As it runs here nobody measured it.',
  );
  const beside = classicalOf(inBlue);
  const network = { ...networkDetector(await shipped('nuclei-unet-small')), ...(beside && { beside }) };
  expect(reasonOf({ preset: inBlue, overrides: { network } }, SMALL)).not.toContain('0.82');
});

test('"usual" is said only where nothing else keeps it away', async () => {
  const overrides = { network: await beside('nuclei-unet-small') };
  expect(reasonOf({ overrides, patches: { tissue } }, SMALL)).toMatch(/^Asked for: /);
  expect(reasonOf({ overrides, preset: { ...presets.er, minimumCells: 9 } }, SMALL)).toMatch(/^Asked for: /);
});

test('it goes by the level of full resolution, as the choice does', () => {
  // 0.250025 mm2, which on the grid of 0.5 um is 454 x 2199 pixels, 0.2496 mm2.
  expect(reasonOf({}, imageOf(1001, 4843, 0.2271))).toMatch(/^Usual on images above/);
});
