import type { CompartmentScores, Her2, ScoreResult } from '@timescope/core/result/scoreResult';
import {
  presets,
  PRESET_NAMES,
  type PresetName,
} from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import {
  cellFeatures,
  GEOJSON_HEAD,
  GEOJSON_TAIL,
} from '@timescope/extension-ihc-scoring/pipeline/exports/cellFeatures';
import { regionsCsv } from '@timescope/extension-ihc-scoring/pipeline/exports/regionsCsv';
import { pngOf } from '@timescope/runtime/encode/png';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { score } from '../../../../../packages/cli/src/commands/score';
import { drawnSlide, randomDiscs } from '../drawnSlide';
import { cellsOf, resultOf, type CellText } from './handMade';
import { squareFeature } from '../../../../harness/squareFeature';

/** What tests/oracles/recompute_scores.py prints. */
interface Recomputed {
  readonly notEvaluable: number;
  readonly gradeCounts: readonly number[];
  readonly parts: Readonly<Record<'whole' | 'tumour' | 'stroma', RecomputedPart>>;
  readonly tumourShare: number | null;
  readonly cps: number | null;
  readonly her2: Pick<Her2, 'splitClass' | 'pcms'> | null;
  readonly tumourCellularity: number | null;
  readonly tumourFraction: number | null;
}

interface RecomputedPart extends Pick<
  CompartmentScores,
  'percentPositive' | 'hScore' | 'allred' | 'hScorePixels' | 'positiveAreaPercent'
> {
  readonly density: number | null;
  readonly positiveDensity: number | null;
}

let folder: string;
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'timescope-recompute-'))));
afterAll(() => rm(folder, { recursive: true }));

function recomputed(from: string, isTyped: boolean, preset: PresetName, pcms?: number): Recomputed {
  const script = path.join(import.meta.dirname, '../../../../oracles/recompute_scores.py');
  const types = ['--types', isTyped ? 'known' : 'none', '--scored', presets[preset].cellsScored];
  const entered = pcms === undefined ? [] : ['--pcms', String(pcms)];
  const files = ['cells.geojson', 'regions.csv'].map(name => path.join(from, name));
  return JSON.parse(
    execFileSync('python3', [script, ...files, ...types, ...entered], { encoding: 'utf8' }),
  ) as Recomputed;
}

/** Every number of the document that is not null, against the other computation. */
function requireEqual(result: ScoreResult, oracle: Recomputed): number {
  let compared = 0;
  const same = (name: string, ours: number | null | undefined, theirs: number | null) => {
    if (ours === null || ours === undefined) return;
    expect([name, ours]).toEqual([name, expect.closeTo(theirs ?? Number.NaN, 9)]);
    compared++;
  };
  expect(result.gradeCounts).toEqual(oracle.gradeCounts);
  expect(result.cells.notEvaluable).toBe(oracle.notEvaluable);
  same('percentPositive', result.percentPositive, oracle.parts.whole.percentPositive);
  for (const key of ['whole', 'tumour', 'stroma'] as const) {
    const theirs = oracle.parts[key];
    for (const name of ['hScore', 'hScorePixels', 'allred', 'positiveAreaPercent'] as const)
      same(`${name}.${key}`, result[name][key], theirs[name]);
    same(`density.${key}`, result.densityPerMm2[key]?.cells, theirs.density);
    same(`positiveDensity.${key}`, result.densityPerMm2[key]?.positive, theirs.positiveDensity);
    if (key !== 'whole')
      same(`percent.${key}`, result.compartments[key].percentPositive, theirs.percentPositive);
  }
  same('ki67Index', result.ki67Index, oracle.tumourShare);
  same('tps', result.tps, oracle.tumourShare);
  same('cps', result.cps, oracle.cps);
  same('tumourCellularity', result.tumourCellularity, oracle.tumourCellularity);
  same('tumourFraction', result.tumourFraction, oracle.tumourFraction);
  if (result.her2) {
    expect(result.her2.splitClass).toBe(oracle.her2?.splitClass);
    same('pcms', result.her2.pcms, oracle.her2?.pcms ?? null);
  }
  return compared;
}

/** Cells at random, the same for the same seed. */
function randomCells(count: number, seed: number): CellText[] {
  let state = seed;
  const pick = (letters: string) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return letters[Math.floor((state / 2 ** 32) * letters.length)] ?? '';
  };
  return Array.from(
    { length: count },
    () => pick('ootttts') + pick('oottti') + pick('000000112233x') + pick('c--'),
  );
}

const pixels = (seed: number) =>
  Array.from({ length: 12 }, (_, k) => 1000 + ((seed * 7919 + k * 104729) % 5003));

test.each([...PRESET_NAMES])(
  'every score of %s is the same when computed again from cells.geojson and regions.csv',
  async name => {
    const settings = settingsOf({ preset: name, slide: { description: '', digest: '' } });
    for (const [index, isTyped] of [false, true].entries()) {
      const cells = randomCells(700, 11 + index);
      const made = {
        preset: name,
        cells,
        typed: isTyped,
        drawn: true,
        tissuePixels: pixels(3),
        cellPixels: pixels(4),
      };
      const pcms = name === 'her2' && isTyped ? 8.5 : undefined;
      const result = resultOf({ ...made, ...(pcms !== undefined && { pcms }) });
      const features = [...cellFeatures(cellsOf(cells), settings, true)].join('');
      await writeFile(path.join(folder, 'cells.geojson'), GEOJSON_HEAD + features + GEOJSON_TAIL);
      await writeFile(path.join(folder, 'regions.csv'), regionsCsv(result));
      expect(requireEqual(result, recomputed(folder, isTyped, name, pcms))).toBeGreaterThanOrEqual(18);
    }
  },
);

test.each(['er', 'her2', 'h-score-cytoplasm', 'pdl1-tps'] as const)(
  'a scored picture with drawn tumour and stroma: every printed score of %s comes out again from its files',
  async preset => {
    const image = path.join(folder, 'slide.png');
    const areas = path.join(folder, 'areas.geojson');
    await writeFile(image, await pngOf(drawnSlide(500, 400, randomDiscs(500, 400, 250, 9))));
    await writeFile(
      areas,
      JSON.stringify([squareFeature(0, 0, 260, 'Tumor'), squareFeature(260, 100, 200, 'Stroma')]),
    );
    const out = path.join(folder, preset);
    const call = ['--mpp', '0.5', '--preset', preset, '--roi', areas, '--out', out];
    expect(await score.run([image, ...call])).toBe(0);
    const result = JSON.parse(await readFile(path.join(out, 'result.json'), 'utf8')) as ScoreResult;
    expect(result.cells.total).toBeGreaterThan(50);
    expect(requireEqual(result, recomputed(out, false, preset))).toBeGreaterThanOrEqual(18);
  },
);
