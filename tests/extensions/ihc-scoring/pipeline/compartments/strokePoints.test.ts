import { matrixPoint } from '@timescope/core/frames';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { newRgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import type { DrawnShape } from '@timescope/extension-ihc-scoring/pipeline/annotations/geoJsonShapes';
import {
  labelledPoints,
  strokeDoubts,
  strokeGrid,
} from '@timescope/extension-ihc-scoring/pipeline/compartments/strokePoints';
import { workingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';

const frame = workingFrame(plainImageSource(newRgbRaster(64, 48), micrometresPerPixel(0.5)));
/** A slide of 10 x 10 mm; no pixel of it is made. */
const large = { ...frame, width: 20_000, height: 20_000 };

const square = (className: string, from: number, to: number): DrawnShape => ({
  kind: 'area',
  name: undefined,
  className,
  rings: [[matrixPoint(from, from), matrixPoint(to, from), matrixPoint(to, to), matrixPoint(from, to)]],
});
const line = (className: string, from: [number, number], to: [number, number]): DrawnShape => ({
  kind: 'line',
  name: undefined,
  className,
  rings: [[matrixPoint(...from), matrixPoint(...to)]],
});

test('a square of 3 x 3 and one of 2 x 2 points of the 2 um grid have 9 and 4; a common one would have none', () => {
  const grid = strokeGrid([square('Tumor', 0, 12), square('Stroma', 20, 28)], frame);
  expect(grid.counts).toEqual([0, 9, 4]);
  const points = [...labelledPoints(grid)];
  expect(points[0]).toEqual({ column: 0, row: 0, label: 1 });
  expect(points.at(-1)).toEqual({ column: 6, row: 6, label: 2 });
  expect(strokeGrid([square('Tumor', 0, 12), square('Stroma', 8, 16)], frame).counts).toEqual([0, 8, 3]);
});

test('areas of 9 x 9 mm are learned from', () => {
  const { counts } = strokeGrid([square('Tumor', 0, 18_000), square('Stroma', 18_000, 19_000)], large);
  expect(counts).toEqual([0, 4500 * 4500, 250 * 250]);
});

test('what lies beside the slide costs nothing, and changes nothing on it', () => {
  const from = Date.now();
  const far = strokeGrid([square('Tumor', -1e9, 24), line('Stroma', [30, 40], [1e9, 40])], frame);
  expect(far.counts).toEqual(
    strokeGrid([square('Tumor', 0, 24), line('Stroma', [30, 40], [900, 40])], frame).counts,
  );
  expect(Date.now() - from).toBeLessThan(1000);
});

test('a class that is learned from one stroke is doubted, one of several strokes is not', () => {
  const drawn = (className: string, lines: number): DrawnShape => ({
    kind: 'line',
    name: undefined,
    className,
    rings: Array.from({ length: lines }, () => []),
  });
  expect(strokeDoubts([drawn('Tumor', 1), drawn('Stroma', 2), drawn('Necrosis', 1)])).toEqual([
    'Tumour was learned from one stroke: draw several, in different parts of the slide.',
  ]);
  expect(strokeDoubts([drawn('Tumor', 1), drawn('tumour', 1), drawn('Stroma', 1)])).toEqual([
    'Stroma was learned from one stroke: draw several, in different parts of the slide.',
  ]);
});
