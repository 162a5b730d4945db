import { forMarker } from '@timescope/extension-ihc-scoring/pipeline/presets/forMarker';
import { parsePreset } from '@timescope/extension-ihc-scoring/pipeline/presets/parsePreset';
import type { Preset } from '@timescope/extension-ihc-scoring/pipeline/presets/preset';
import { MARKERS, presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';

const plain = (): Record<string, unknown> =>
  JSON.parse(JSON.stringify(presets.er)) as Record<string, unknown>;

test('every marker has a preset of its own name, and every preset survives its own parser', () => {
  expect(MARKERS).toHaveLength(12);
  for (const [name, preset] of Object.entries(presets)) {
    expect(preset.name).toBe(name);
    expect(parsePreset(JSON.parse(JSON.stringify(preset)))).toEqual(preset);
  }
});

test('only the QuPath preset has another detector than the generic one, at white 255', () => {
  const others = Object.values(presets).filter(({ detector }) => detector.kind !== 'generic');
  expect(others.map(({ name }) => name)).toEqual(['qupath-positive-cell-detection']);
  expect(others[0]?.white).toEqual({ rule: 'fixed', rgb: [255, 255, 255] });
  expect(others[0]?.gradeThresholds).toEqual([0.2, 0.4, 0.6]);
});

const quPath = (change: object) => ({
  detector: { ...presets['qupath-positive-cell-detection'].detector, ...change },
});

test.each([
  ['a misspelt member', { gradeTresholds: [0.1, 0.2, 0.3] }, '"gradeTresholds" is not known'],
  ['a missing member', { marker: undefined }, '"marker" is missing; expected a text'],
  ['descending thresholds', { gradeThresholds: [0.3, 0.2, 0.5] }, 'three ascending optical densities'],
  ['two thresholds', { gradeThresholds: [0.1, 0.2] }, 'three numbers'],
  ['a compartment that does not exist', { measured: 'golgi' }, 'one of nucleus, cytoplasm, membrane, cell'],
  ['a detector of another kind', { detector: { kind: 'magic' } }, 'one of generic, qupath'],
  [
    'a setting of the other detector',
    { detector: { kind: 'generic', ringContrast: 0.1, sigmaUm: 2 } },
    '"detector.sigmaUm" is not known',
  ],
  ['growth beyond the margin of a tile', { cellExpansionUm: 40 }, 'a number from 0 to 10'],
  [
    'categories without a last step',
    { categories: [{ score: 'tps', source: 's', steps: [{ name: 'a', below: 1 }] }] },
    'one last step',
  ],
  [
    'steps that go down',
    {
      categories: [
        {
          score: 'tps',
          source: 's',
          steps: [{ name: 'a', below: 5 }, { name: 'b', below: 1 }, { name: 'c' }],
        },
      ],
    },
    'ascending limits',
  ],
  [
    'a white that is no pixel value',
    { white: { rule: 'fixed', rgb: [240.5, 240, 240] } },
    '"white.rgb[0]" is 240.5; expected a whole number',
  ],
  ['another resolution than the one we work at', quPath({ requestedMpp: 1 }), 'expected 0.5'],
  ['outlines that are not smoothed', quPath({ smoothBoundaries: false }), 'expected true'],
  ['a blur of nothing', quPath({ sigmaUm: 0 }), 'a number from 0.5 to 5'],
  ['an unknown score', { scores: ['immunoscore'] }, '"scores[0]" is "immunoscore"'],
  ['another version', { version: 2 }, '"version" is 2'],
])('%s is refused in a sentence', (_, change, sentence) => {
  expect(() => parsePreset({ ...plain(), ...change })).toThrow(sentence);
});

test.each([[null], [[]], ['er'], [7]])('%p is no preset', value => {
  expect(() => parsePreset(value)).toThrow('expected an object');
});

test('the QuPath preset with a marker keeps its detector and takes the scores and categories of the marker', () => {
  const used = forMarker(presets['qupath-positive-cell-detection'], presets.er);
  expect(used).toMatchObject({ marker: 'ER', scores: ['allred'], gradeThresholds: [0.2, 0.4, 0.6] });
  expect(used.detector.kind).toBe('qupath');
});

test('a preset of one marker is refused for another', () => {
  expect(() => forMarker(presets.her2, presets.er)).toThrow('is for HER2, the marker asked for is ER');
});

test.each(['her2', 'pdl1-tps', 'pdl1-cps'] as const)(
  'a preset that measures nuclei is refused for %s, whose scores are of membranes',
  name => {
    const onNuclei = presets['qupath-positive-cell-detection'];
    expect(() => forMarker(onNuclei, presets[name])).toThrow(
      'which measures the nucleus; expected the membrane',
    );
    const own = { ...presets[name], measured: 'nucleus', name: 'mine' };
    expect(() => parsePreset(JSON.parse(JSON.stringify(own)))).toThrow('preset "mine"');
  },
);

test('the combined positive score may be measured on whole cells, the HER2 class may not', () => {
  const onCells = (preset: Preset) =>
    parsePreset({ ...preset, measured: 'cell', scores: preset.scores.slice(0, 1) });
  expect(onCells(presets['pdl1-cps']).measured).toBe('cell');
  expect(() => onCells(presets.her2)).toThrow('The HER2 class');
});
