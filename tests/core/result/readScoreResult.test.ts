import { RESEARCH_USE } from '@timescope/core/researchUse';
import { readScoreResult, type ScoreResultV1 } from '@timescope/core/result/readScoreResult';
import { scoreResultSchema } from '@timescope/core/result/scoreResultSchema';
import Ajv from 'ajv';

/** As version 0.1.0 wrote it, shortened to what its reader knew. */
const version1: ScoreResultV1 = {
  kind: 'timescope.score',
  version: 1,
  researchUse: RESEARCH_USE,
  marker: 'Ki-67',
  status: 'complete',
  cells: { total: 4, positive: 1 },
  percentPositive: 25,
  gradeCounts: [3, 1, 0, 0],
  hScore: { whole: 25, tumour: null, stroma: null },
  densityPerMm2: { whole: { cells: 40, positive: 10 }, tumour: null, stroma: null },
  areaMm2: { whole: 0.1, tumour: null, stroma: null },
  notEvaluable: { 'hScore.tumour': 'Not told apart.' },
  warnings: [],
  coverage: {
    requestedMm2: 0.1,
    analysedMm2: 0.1,
    fraction: 1,
    tiles: { total: 1, unreadable: 0, neverScanned: 0 },
  },
  provenance: {
    software: { name: 'TIMEscope', version: '0.1.0' },
    method: 'classical-cells-2',
    preset: 'ki67',
    engine: 'typescript',
    tier: 'reference',
    thresholds: { positiveDab: [0.1, 0.3, 0.5], detectionRingContrast: 0.055 },
    white: { rule: 'channel-mode', rgb: [240, 240, 240] },
    stainVectors: { haematoxylin: [0.65, 0.7, 0.29], dab: [0.27, 0.57, 0.78] },
    level: { index: 0, mpp: { x: 0.5, y: 0.5 } },
    workingMpp: 0.5,
    region: 'whole slide',
    input: { description: 'slide.png', digest: 'none' },
  },
  hash: '0'.repeat(64),
};

test('a result of version 1 is read: its numbers and hash stay, what it did not know is null with a reason', () => {
  const result = readScoreResult(JSON.parse(JSON.stringify(version1)));
  expect(result).toMatchObject({
    version: 2,
    percentPositive: 25,
    hScore: { whole: 25 },
    hash: version1.hash,
  });
  expect(result.cells).toEqual({ total: 4, positive: 1, notEvaluable: 0 });
  expect(result.provenance.thresholds.detection).toBe(0.055);
  expect(result.ki67Index).toBeNull();
  expect(result.notEvaluable).toMatchObject({ 'hScore.tumour': 'Not told apart.' });
  expect(result.notEvaluable.ki67Index).toContain('version 1');
});

test('but for its sums, which it never had, it follows the schema of today', () => {
  const validate = new Ajv({ strict: false, allErrors: true }).compile(scoreResultSchema);
  validate(readScoreResult(version1));
  const paths = (validate.errors ?? []).map(({ instancePath }) => instancePath);
  expect(paths.every(path => path.startsWith('/sums'))).toBe(true);
});

test.each([
  [null],
  [7],
  [{}],
  [{ kind: 'timescope.score', version: 3 }],
  [{ kind: 'timescope.prediction', version: 1 }],
])('%j is refused', document => {
  expect(() => readScoreResult(document)).toThrow('no score result of version 1 or 2');
});

const version2 = { ...readScoreResult(version1), run: {} };

test('a result of version 2 is read as it is', () => {
  expect(readScoreResult(version2)).toEqual(version2);
});

test.each([
  ['nothing but its version', { kind: 'timescope.score', version: 2 }, '"hash" is missing'],
  ['a hash that is none', { ...version2, hash: 'abc' }, '"hash" is "abc"; expected 64 hexadecimal digits'],
  ['a run that is no record', { ...version2, run: [] }, '"run" is []; expected an object'],
  ['no provenance', { ...version2, provenance: undefined }, '"provenance" is missing'],
  [
    'a slide without digest',
    { ...version2, provenance: { ...version2.provenance, input: { description: 'x' } } },
    '"provenance.input.digest" is missing; expected a text',
  ],
])('a result of version 2 with %s is refused in a sentence', (_, document, sentence) => {
  expect(() => readScoreResult(document)).toThrow(sentence);
});
