import { TimescopeError } from '@timescope/core/errors';
import { matrixPoint } from '@timescope/core/frames';
import type { PixelSource } from '@timescope/core/pixelSource';
import { plainImageSource } from '@timescope/core/plainPyramid';
import type { Progress } from '@timescope/core/progress';
import { scoreResultSchema } from '@timescope/core/result/scoreResultSchema';
import { micrometresPerPixel } from '@timescope/core/units';
import { regionAnnotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import { networkDetector } from '@timescope/extension-ihc-scoring/pipeline/detection/network/networkDetector';
import { inThisThread } from '@timescope/extension-ihc-scoring/pipeline/inThisThread';
import { presets } from '@timescope/extension-ihc-scoring/pipeline/presets/presets';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
import type { TileRunner } from '@timescope/extension-ihc-scoring/pipeline/slideJob';
import Ajv from 'ajv';
import { drawnCard, drawnNetwork } from '../../../harness/drawnNetwork';
import { BLUE, BROWN, drawnSlide, type Disc } from './drawnSlide';

const request: ScoreRequest = { preset: 'h-score', slide: { description: 'drawn', digest: 'none' } };

/** 6 x 5 nuclei 40 px (20 um) apart, each third brown. */
const rows: Disc[] = Array.from({ length: 30 }, (_, k) => ({
  x: 60 + 40 * (k % 6),
  y: 60 + 40 * Math.floor(k / 6),
  radius: 8,
  colour: k % 3 === 0 ? BROWN : BLUE,
}));

const slideOf = (discs: readonly Disc[], mpp = 0.5): PixelSource =>
  plainImageSource(drawnSlide(400, 400, discs), micrometresPerPixel(mpp));

test('30 drawn nuclei, 10 of them brown: 33.3 percent, and every value follows the schema', async () => {
  const { result, cells } = await scoreWithCells(slideOf(rows), request);
  expect(result.cells).toMatchObject({ total: 30, positive: 10 });
  expect(result.percentPositive).toBeCloseTo(33.333, 3);
  expect(cells.count).toBe(30);
  expect(result.gradeCounts).toEqual([20, 0, 0, 10]);
  expect(result.hScore.whole).toBe(100);
  const validate = new Ajv({ strict: false }).compile(scoreResultSchema);
  expect(validate(JSON.parse(JSON.stringify(result)))).toBe(true);
});

test('what cannot be told is null and says why', async () => {
  const { result } = await scoreSlide(slideOf(rows), request);
  expect(result.hScore.tumour).toBeNull();
  expect(result.notEvaluable['hScore.tumour']).toContain('Tumour and stroma');
});

test('a blank slide is not evaluable, not 0', async () => {
  const { result } = await scoreSlide(slideOf([]), request);
  expect(result.percentPositive).toBeNull();
  expect(result.hScore.whole).toBeNull();
  expect(result.densityPerMm2.whole).toBeNull();
  expect(result.notEvaluable['hScore.whole']).toBe('No tissue was found in the area.');
  expect(result.cells.total).toBe(0);
});

test('few cells are scored with a warning', async () => {
  const { result } = await scoreSlide(slideOf(rows), { ...request, preset: 'ki67' });
  expect(result.warnings.map(warning => warning.code)).toContain('FEW_CELLS');
});

test('the hash depends on pixels and settings, not on who the slide is', async () => {
  const hashOf = async (changes: Partial<ScoreRequest>, discs = rows) =>
    (await scoreSlide(slideOf(discs), { ...request, ...changes })).result.hash;
  const hash = await hashOf({});
  expect(await hashOf({ slide: { description: 'other', digest: 'other' } })).toBe(hash);
  expect(await hashOf({ overrides: { gradeThresholds: [0.1, 0.3, 0.51] } })).not.toBe(hash);
  expect(await hashOf({}, rows.slice(1))).not.toBe(hash);
});

test('a region counts the cells whose centre lies inside', async () => {
  const region = [matrixPoint(40, 40), matrixPoint(160, 40), matrixPoint(160, 120), matrixPoint(40, 120)];
  const { result } = await scoreSlide(slideOf(rows), { ...request, annotations: [regionAnnotation(region)] });
  expect(result.cells).toMatchObject({ total: 6, positive: 2 });
});

test('positions are in pixels of the finest level, whatever level is read', async () => {
  const { cells } = await scoreWithCells(slideOf(rows), request);
  expect(cells.centroids[0]).toBeCloseTo(60, 0);
  expect(cells.centroids[1]).toBeCloseTo(60, 0);
});

test.each([
  ['two points', [matrixPoint(0, 0), matrixPoint(9, 9)]],
  ['a region outside', [matrixPoint(900, 0), matrixPoint(990, 0), matrixPoint(990, 90)]],
  ['a line', [matrixPoint(10, 10), matrixPoint(90, 10), matrixPoint(40, 10)]],
])('%s is refused as an empty region', async (_, region) => {
  await expect(
    scoreSlide(slideOf(rows), { ...request, annotations: [regionAnnotation(region)] }),
  ).rejects.toMatchObject({
    code: 'EMPTY_ROI',
  });
});

test('unread tissue above 1 percent leaves no score and says so', async () => {
  const whole = slideOf(rows);
  const broken: PixelSource = {
    levels: whole.levels,
    readTile: (level, column, row) =>
      column === 1
        ? Promise.reject(new TimescopeError('TRUNCATED', 'cut', { nextStep: '' }))
        : whole.readTile(level, column, row),
  };
  const { result } = await scoreSlide(broken, request);
  expect(result.status).toBe('partial');
  expect(result.percentPositive).toBeNull();
  expect(result.notEvaluable.percentPositive).toMatch(/% of the tissue could not be read .2 of 4 tiles./);
  expect(result.coverage.fraction).toBeLessThan(1);
});

test('tiles that were never scanned leave the areas and do not spoil the score', async () => {
  const whole = slideOf(rows.filter(disc => disc.x < 200));
  const sparse: PixelSource = {
    levels: whole.levels,
    readTile: (level, column, row) =>
      column === 1 ? Promise.resolve(undefined) : whole.readTile(level, column, row),
  };
  const { result } = await scoreSlide(sparse, request);
  expect(result.status).toBe('complete');
  expect(result.coverage.fraction).toBe(1);
  expect(result.cells.total).toBe(20);
});

test('a tile that may be readable later stops the run', async () => {
  const source: PixelSource = {
    levels: slideOf([]).levels,
    readTile: () => Promise.reject(new TimescopeError('HTTP', '503', { kind: 'retryable', nextStep: '' })),
  };
  await expect(scoreSlide(source, request)).rejects.toMatchObject({ code: 'HTTP' });
});

test('an aborted run ends with the reason', async () => {
  const signal = AbortSignal.abort(new Error('stopped by the reader'));
  await expect(scoreSlide(slideOf(rows), request, { signal })).rejects.toThrow('stopped by the reader');
});

test('the bar never falls back while hands go ahead of an older tile, and shares of a tile move it', async () => {
  const source = slideOf(rows);
  const here = inThisThread(source, undefined, drawnNetwork());
  let begin: () => void = () => undefined;
  const lastBegun = new Promise<void>(resolve => (begin = resolve));
  const runner: TileRunner = {
    ...here,
    workers: 2,
    async start(job, tiles, signal, onShare) {
      const [own] = await here.start(job, tiles, signal, onShare);
      const [helper] = await here.start(job, tiles, signal);
      if (!own || !helper) throw new Error('One pair of hands each.');
      return [
        {
          measure: task => {
            if (task.index === 3) begin();
            return own.measure(task);
          },
        },
        { measure: task => lastBegun.then(() => helper.measure(task)) },
      ];
    },
  };
  const told: number[] = [];
  const report = ({ stage, done }: Progress) => {
    if (stage === 'cells') told.push(done);
  };
  const preset = { ...presets.ki67, detector: networkDetector(drawnCard) };
  await scoreSlide(source, { ...request, preset }, { runner, tiling: { edge: 200 }, report });
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.some(done => !Number.isInteger(done))).toBe(true);
  expect(told.at(-1)).toBe(4);
});
