import { TimescopeError } from '@timescope/core/errors';
import { matrixPoint } from '@timescope/core/frames';
import type { PixelSource } from '@timescope/core/pixelSource';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { regionAnnotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
import { BLUE, BROWN, drawnSlide, type Disc } from './drawnSlide';

const request: ScoreRequest = { preset: 'h-score', slide: { description: 'drawn', digest: 'none' } };

/** Nuclei every 30 px: one sheet of tissue over 2560 x 2560 px, 100 tiles of the level that is measured. */
const EDGE = 2560;
const sheet: Disc[] = Array.from({ length: 84 * 84 }, (_, k) => ({
  x: 30 + 30 * (k % 84),
  y: 30 + 30 * Math.floor(k / 84),
  radius: 8,
  colour: k % 3 === 0 ? BROWN : BLUE,
}));
const whole = plainImageSource(drawnSlide(EDGE, EDGE, sheet), micrometresPerPixel(0.5));
const readable = (await scoreSlide(whole, request)).result;
const OVERVIEW = whole.levels.length - 1;

/** The sheet, of which some tiles are stored but cannot be read. */
const without = (isLost: (level: number, column: number, row: number) => boolean): PixelSource => ({
  levels: whole.levels,
  readTile: (level, column, row) =>
    isLost(level, column, row)
      ? Promise.reject(new TimescopeError('TRUNCATED', 'cut', { nextStep: '' }))
      : whole.readTile(level, column, row),
});

const box = (x0: number, y0: number, x1: number, y1: number) => [
  matrixPoint(x0, y0),
  matrixPoint(x1, y0),
  matrixPoint(x1, y1),
  matrixPoint(x0, y1),
];

test('a region half of whose tissue is unreadable has no score, however large the slide', async () => {
  const region = box(400, 300, 624, 500);
  const source = without((level, column, row) => level === 0 && column === 1 && row === 1);
  const { result } = await scoreSlide(source, { ...request, annotations: [regionAnnotation(region)] });
  expect(result.coverage.fraction).toBeCloseTo(0.5, 1);
  expect(result.status).toBe('partial');
  expect(result.percentPositive).toBeNull();
  expect(result.notEvaluable.percentPositive).toMatch(/^(4\d|5\d)\.\d % of the tissue could not be read/);
}, 30_000);

test('an unreadable tile beside the region does not spoil its score', async () => {
  const source = without((level, column, row) => level === 0 && column === 1 && row === 1);
  const { result } = await scoreSlide(source, {
    ...request,
    annotations: [regionAnnotation(box(540, 540, 700, 700))],
  });
  expect(result.status).toBe('complete');
  expect(result.coverage.fraction).toBe(1);
  expect(result.warnings.map(({ code }) => code)).not.toContain('TISSUE_UNREAD');
}, 30_000);

test('up to 1 percent of unread tissue is scored, with a warning that names it', async () => {
  const source = without((level, column, row) => level === 0 && column === 9 && row === 9);
  const edge = EDGE - 20;
  const { result } = await scoreSlide(source, {
    ...request,
    annotations: [regionAnnotation(box(0, 0, edge, edge))],
  });
  expect(result.status).toBe('complete');
  expect(result.percentPositive).toBeGreaterThan(30);
  const unread = result.warnings.find(({ code }) => code === 'TISSUE_UNREAD');
  expect(unread?.message).toMatch(/^0\.\d+ % of the tissue could not be read/);
}, 30_000);

test('a density has the same tissue above and below its line: an unreadable tile does not change it', async () => {
  const source = without((level, column, row) => level === 0 && column === 4 && row === 4);
  const { result, cells } = await scoreWithCells(source, {
    ...request,
    annotations: [regionAnnotation(box(0, 0, EDGE, EDGE))],
  });
  const density = cells.count / result.coverage.analysedMm2;
  const expected = readable.cells.total / readable.coverage.analysedMm2;
  expect(cells.count).toBeLessThan(readable.cells.total);
  expect(Math.abs(density / expected - 1)).toBeLessThan(0.002);
}, 60_000);

test('an unreadable overview tile costs neither area nor cells, and a warning says what is assumed there', async () => {
  expect(OVERVIEW).toBeGreaterThan(0);
  const source = without((level, column, row) => level === OVERVIEW && column === 1 && row === 1);
  const { result } = await scoreSlide(source, request);
  expect(result.status).toBe('complete');
  expect(result.cells).toEqual(readable.cells);
  expect(result.coverage.fraction).toBe(1);
  expect(result.coverage.analysedMm2 / readable.coverage.analysedMm2).toBeCloseTo(1, 2);
  expect(result.warnings.map(({ code }) => code)).toContain('OVERVIEW_UNREADABLE');
}, 60_000);
