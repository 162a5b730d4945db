import { plainImageSource } from '@timescope/core/plainPyramid';
import { newRgbRaster } from '@timescope/core/raster';
import { scoreHash, type HashedCells } from '@timescope/core/result/hash';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { micrometresPerPixel } from '@timescope/core/units';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';

const cells = (...order: number[]): HashedCells => ({
  count: order.length,
  centroids: Float32Array.from(order.flatMap(cell => [10 * cell, 5])),
  dabMean: Float32Array.from(order, cell => cell / 10),
  areaUm2: Float32Array.from(order, () => 30),
  grade: Uint8Array.from(order, cell => cell % 4),
});

test('the order in which cells were found does not matter, what they are does', async () => {
  const source = plainImageSource(newRgbRaster(20, 20), micrometresPerPixel(0.5));
  const { result } = await scoreSlide(source, { preset: 'ki67', slide: { description: '', digest: '' } });
  const hash = scoreHash(result, cells(1, 2, 3));
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(scoreHash(result, cells(3, 1, 2))).toBe(hash);
  expect(scoreHash(result, cells(1, 2))).not.toBe(hash);
});

const NOTHING = { whole: null, tumour: null, stroma: null };
const NO_COMPARTMENT = {
  cells: null,
  percentPositive: null,
  hScore: null,
  allred: null,
  densityPerMm2: null,
  areaMm2: null,
};

/** Made by hand: what the hash takes of it stands here in full. */
const handMade: Omit<ScoreResult, 'hash'> = {
  kind: 'timescope.score',
  version: 1,
  researchUse: RESEARCH_USE,
  marker: 'Ki-67',
  status: 'complete',
  cells: { total: 3, positive: 2 },
  percentPositive: 200 / 3,
  gradeCounts: [1, 1, 1, 0],
  hScore: { ...NOTHING, whole: 100 },
  allred: NOTHING,
  densityPerMm2: NOTHING,
  areaMm2: { ...NOTHING, whole: 0.0125 },
  tumourFraction: null,
  tumourCellularity: null,
  compartments: { tumour: NO_COMPARTMENT, stroma: NO_COMPARTMENT },
  notEvaluable: {},
  warnings: [],
  coverage: {
    requestedMm2: 0.0125,
    analysedMm2: 0.0125,
    fraction: 1,
    tiles: { total: 4, unreadable: 0, neverScanned: 0 },
  },
  provenance: {
    software: { name: 'TIMEscope', version: '1.2.3' },
    method: 'by hand',
    preset: 'ki67',
    engine: 'typescript',
    tier: 'reference',
    thresholds: { positiveDab: [0.1, 0.3, 0.5], detectionRingContrast: 0.055 },
    white: { rule: 'mode', rgb: [240, 240, 242] },
    stainVectors: { haematoxylin: [0.65, 0.7, 0.29], dab: [0.27, 0.57, 0.78] },
    level: { index: 0, mpp: { x: 0.5, y: 0.5 } },
    workingMpp: 0.5,
    region: [
      [0, 0],
      [100.04, 0],
      [100, 125],
    ],
    input: { description: 'by hand', digest: 'none' },
  },
};

test('the hash of a result made by hand is this one: another canonical form would change hashes kept elsewhere', () => {
  expect(scoreHash(handMade, cells(1, 2, 3))).toBe(
    '1e3e49cd05775294ddbe4d372068ab8fadd4b2b17f9567c0ee0737f8d03b61f2',
  );
});
