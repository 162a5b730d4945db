import { detectorReason } from '@timescope/extension-ihc-scoring/pipeline/detection/detectorReason';
import { networkDetector } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import { classicalOf } from '@timescope/extension-ihc-scoring/pipeline/presets/nucleiChoice';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import type { ModelCard } from '@timescope/core/modelCard';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { drawnCard } from '../../../../harness/drawnNetwork';

const SMALL = 0.2;
const tissue = { model: 'tissue', modelVersion: '1', sha256: '1'.repeat(64) };

function reasonOf(asked: Partial<ScoreRequest>, imageMm2: number): string {
  const request: ScoreRequest = { preset: 'er', slide: { description: '', digest: '' }, ...asked };
  return detectorReason(request, settingsOf(request), imageMm2);
}

const shipped = async (name: string) =>
  JSON.parse(
    await readFile(path.resolve(import.meta.dirname, '../../../../../models', name, 'card.json'), 'utf8'),
  ) as ModelCard;

async function beside(name: string) {
  const classical = classicalOf(presets.er);
  return { ...networkDetector(await shipped(name)), ...(classical && { beside: classical }) };
}

test.each<[string, Partial<ScoreRequest>, number]>([
  ['Usual on images above 0.25 mm2', {}, 12],
  ['The network nuclei-unet-small, usual beside it', {}, SMALL],
  ['Asked for. F1', { overrides: { network: 'classical' } }, SMALL],
  ['A threshold of detection was asked for', { overrides: { detectionThreshold: 0.1 } }, SMALL],
  ['With a network for tissue', { patches: { tissue } }, SMALL],
  ['The one of the preset.', { preset: { ...presets.er, minimumCells: 9 } }, SMALL],
  ['The usual one: no network was compared', { preset: 'her2' }, SMALL],
  ["QuPath's watershed", { preset: 'qupath-positive-cell-detection' }, SMALL],
])('of the classical detectors: %s', (reason, asked, imageMm2) => {
  expect(reasonOf(asked, imageMm2).startsWith(reason)).toBe(true);
});

test('figures are given of the weights that were measured, for nuclei, beside the classical detector', async () => {
  const usual = await beside('nuclei-unet-small');
  const reason = (network: typeof usual, imageMm2 = SMALL, preset: 'er' | 'her2' = 'er') =>
    reasonOf({ preset, overrides: { network } }, imageMm2);
  expect(reason(usual)).toMatch(/^Usual on images of up to 0\.25 mm2: .* 0\.82/);
  expect(reason(usual, 12)).toMatch(/^Asked for: .* 0\.82/);
  const others = [
    reason(usual, SMALL, 'her2'),
    reason({ ...usual, sha256: drawnCard.sha256 }),
    reason(await beside('nuclei-triple-unet')),
    reasonOf({ overrides: { network: networkDetector(await shipped('nuclei-unet-small')) } }, SMALL),
  ];
  for (const other of others) expect(other).toBe('Asked for; what it was measured on stands on its card.');
});
