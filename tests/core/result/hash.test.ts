import { plainImageSource } from '@timescope/core/plainPyramid';
import { newRgbRaster } from '@timescope/core/raster';
import type { CellDigest } from '@timescope/core/result/cellDigest';
import { hashed, hashOfBefore, hashOfDocument, scoreHash } from '@timescope/core/result/hash';
import { RESEARCH_USE } from '@timescope/core/researchUse';
import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { micrometresPerPixel } from '@timescope/core/units';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';

const digest = (...words: number[]): CellDigest => Uint32Array.from({ length: 8 }, (_, k) => words[k] ?? 0);

test('the hash knows the cells through their digest', async () => {
  const source = plainImageSource(newRgbRaster(20, 20), micrometresPerPixel(0.5));
  const { result } = await scoreSlide(source, { preset: 'ki67', slide: { description: '', digest: '' } });
  const hash = scoreHash(result, digest(1, 2, 3));
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(scoreHash(result, digest(1, 2, 3))).toBe(hash);
  expect(scoreHash(result, digest(1, 2, 4))).not.toBe(hash);
});

const NOTHING = { whole: null, tumour: null, stroma: null };
const NO_COMPARTMENT = {
  cells: null,
  percentPositive: null,
  hScore: null,
  hScorePixels: null,
  allred: null,
  densityPerMm2: null,
  areaMm2: null,
  positiveAreaPercent: null,
};

/** Made by hand: what the hash takes of it stands here in full. */
const handMade: Omit<ScoreResult, 'hash'> = {
  kind: 'timescope.score',
  version: 2,
  researchUse: RESEARCH_USE,
  marker: 'Ki-67',
  status: 'complete',
  cells: { total: 3, positive: 2, notEvaluable: 0 },
  percentPositive: 200 / 3,
  gradeCounts: [1, 1, 1, 0],
  hScore: { ...NOTHING, whole: 100 },
  hScorePixels: NOTHING,
  allred: NOTHING,
  densityPerMm2: NOTHING,
  areaMm2: { ...NOTHING, whole: 0.0125 },
  positiveAreaPercent: NOTHING,
  ki67Index: null,
  tps: null,
  cps: null,
  her2: null,
  tumourFraction: null,
  tumourCellularity: null,
  compartments: { tumour: NO_COMPARTMENT, stroma: NO_COMPARTMENT },
  categories: [],
  cutoffs: [],
  hotspots: [],
  artefacts: { of: 'tissue', percent: {} },
  denominators: {},
  notEvaluable: {},
  warnings: [],
  coverage: {
    requestedMm2: 0.0125,
    analysedMm2: 0.0125,
    fraction: 1,
    tiles: { total: 4, unreadable: 0, neverScanned: 0 },
  },
  sums: { cells: [], tissuePixels: [], cellPixels: [] },
  provenance: {
    software: { name: 'TIMEscope', version: '1.2.3' },
    method: 'by hand',
    preset: 'ki67',
    engine: 'typescript',
    tier: 'reference',
    thresholds: { positiveDab: [0.1, 0.3, 0.5], detection: 0.055, source: 'ours' },
    detector: 'generic',
    measured: 'nucleus',
    cellExpansionUm: 5,
    white: { rule: 'mode', rgb: [240, 240, 242] },
    stainVectors: { rule: 'default', haematoxylin: [0.65, 0.7, 0.29], dab: [0.27, 0.57, 0.78] },
    level: { index: 0, mpp: { x: 0.5, y: 0.5 } },
    estimatedStain: { white: [240, 240, 242] },
    workingMpp: 0.5,
    compartments: 'none',
    cellTypes: 'none',
    input: { description: 'by hand', digest: 'none' },
  },
  run: {
    version: 1,
    annotations: [
      {
        name: 'Region',
        role: 'region',
        rings: [
          [
            [0, 0],
            [100.04, 0],
            [100, 125],
          ],
        ],
      },
    ],
  },
};

test('the hash of a result made by hand is this one: another canonical form would change hashes kept elsewhere', () => {
  expect(scoreHash(handMade, digest(1, 2, 3))).toBe(
    'c4eeb8989ebdb7c304ee076ebf26f95b93fd3491f1842c51593cd389fab31b56',
  );
});

test('patch scores are part of the hash by the weights of their networks; stored ones without weights keep theirs', () => {
  const network = (sha256: string) => ({ name: 'net', version: '1', sha256, isSyntheticTrained: true });
  const target = (pixels: number) => ({ pixels, hScore: 40 });
  const scores = {
    ...{ patchPx: 512, mpp: 0.46, tissue: 'net 1', scorer: 'formula', isSyntheticTrained: true },
    ...{ hScore: { tumour: 40, stroma: 40 }, tumourPercent: 50, notes: [] },
    patches: [{ x: 0, y: 0, tissue: 1, tumour: target(7), stroma: target(9) }],
  };
  const hash = (change: object) =>
    scoreHash(
      { ...handMade, patchScores: { ...scores, networks: { tissue: network('aa') }, ...change } },
      digest(1, 2, 3),
    );
  const without = scoreHash(handMade, digest(1, 2, 3));
  expect(scoreHash({ ...handMade, patchScores: scores }, digest(1, 2, 3))).toBe(without);
  const usual = hash({});
  expect(usual).not.toBe(without);
  expect(hash({ tissue: 'renamed 1', notes: ['another tier was asked for'] })).toBe(usual);
  for (const change of [
    { networks: { tissue: network('bb') } },
    { networks: { tissue: network('aa'), scorer: network('cc') } },
    { networks: { tissue: network('aa'), nuclei: network('cc') } },
    { hScore: { tumour: 41, stroma: 40 } },
    { isSyntheticTrained: false },
    { patches: [] },
  ])
    expect(hash(change)).not.toBe(usual);
});

test.each(['network', 'tissueNetwork'])(
  'the weights of the %s, and that they saw nothing real, are in the hash',
  member => {
    const hash = (change: object) => {
      const network = { name: 'net', version: '1', sha256: 'aa', isSyntheticTrained: true, ...change };
      return scoreHash(
        { ...handMade, provenance: { ...handMade.provenance, [member]: network } },
        digest(1, 2, 3),
      );
    };
    const usual = hash({});
    expect(hash({ name: 'renamed' })).toBe(usual);
    const others = [
      hash({ sha256: 'bb' }),
      hash({ isSyntheticTrained: false }),
      scoreHash(handMade, digest(1, 2, 3)),
    ];
    expect(new Set([usual, ...others]).size).toBe(4);
  },
);

test('the hash of before is known for what it is', () => {
  const network = { name: 'net', version: '1', sha256: 'aa', isSyntheticTrained: true };
  const provenance = { ...handMade.provenance, network: { ...network, isSyntheticTrained: false } };
  const before = hashed({ ...handMade, provenance }, digest(1)).hash;
  const ofNow = hashed(
    { ...handMade, provenance: { ...provenance, network, tissueNetwork: network } },
    digest(1),
  );
  expect(ofNow.hash).not.toBe(before);
  expect(hashOfBefore(ofNow)).toBe(before);
  expect(hashOfBefore(hashed(handMade, digest(1)))).toBeUndefined();
});

test('a document holds what its hash can be computed from again', () => {
  const whole = hashed(handMade, digest(1, 2, 3));
  expect(whole.hash).toBe(scoreHash(handMade, digest(1, 2, 3)));
  const read = JSON.parse(JSON.stringify(whole)) as ScoreResult;
  expect(hashOfDocument(read)).toBe(whole.hash);
  expect(hashOfDocument({ ...read, marker: 'ER' })).not.toBe(whole.hash);
  expect(hashOfDocument({ ...handMade, hash: whole.hash })).toBeUndefined();
});

const asked = (preset: object): Omit<ScoreResult, 'hash'> => ({
  ...handMade,
  run: { ...handMade.run, preset: { ...preset } },
});

test('the same cells scored by other rules have another hash', () => {
  const hash = (preset: object) => scoreHash(asked(preset), digest(1));
  const usual = hash({ cellsScored: 'tumour', scores: ['tps', 'cps'] });
  expect(hash({ cellsScored: 'all', scores: ['tps', 'cps'] })).not.toBe(usual);
  expect(hash({ cellsScored: 'tumour', scores: ['tps'] })).not.toBe(usual);
  expect(hash({ cellsScored: 'tumour', scores: ['cps', 'tps'], name: 'mine', notes: ['a'] })).toBe(usual);
});

const recorded = (run: ScoreResult['run'], text: string): Omit<ScoreResult, 'hash'> => ({
  ...handMade,
  provenance: { ...handMade.provenance, compartments: text, cellTypes: text },
  run: { ...handMade.run, ...run },
});

test('names that people gave to areas, masks and models leave the hash alone; what is in them does not', () => {
  const hash = (name: string, x: number, mask: string, votes: number) => {
    const forest = { classes: 3, features: 1, trees: [{ votes: [votes] }] };
    const run = {
      annotations: [{ name, role: 'region', rings: [[[x, 0]]] }],
      compartments: { kind: 'mask', source: name, digest: mask },
      cellTypes: { kind: 'classifier', model: { name, forest, training: { clicks: name }, hash: name } },
    };
    return scoreHash(recorded(run, name), digest(1));
  };
  const usual = hash('first', 5, 'aa', 255);
  expect(hash('second', 5, 'aa', 255)).toBe(usual);
  expect(hash('first', 6, 'aa', 255)).not.toBe(usual);
  expect(hash('first', 5, 'bb', 255)).not.toBe(usual);
  expect(hash('first', 5, 'aa', 254)).not.toBe(usual);
});
