import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { PRESET_NAMES } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import { settingsOf } from '@timescope/extension-ihc-scoring/pipeline/settings';
import {
  cellFeatures,
  GEOJSON_HEAD,
  GEOJSON_TAIL,
} from '@timescope/extension-ihc-scoring/pipeline/exports/cellFeatures';
import { regionsCsv } from '@timescope/extension-ihc-scoring/pipeline/exports/regionsCsv';
import { pngOf } from '@timescope/runtime/encode/png';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { score } from '../../../../../packages/cli/src/commands/score';
import { drawnSlide, randomDiscs } from '../drawnSlide';
import { cellsOf, resultOf, type CellText } from './handMade';
import { recomputed, requireEqual } from './recompute';
import { squareFeature } from '../../../../harness/squareFeature';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'timescope-recompute-'))));
afterAll(() => rm(folder, { recursive: true }));

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
