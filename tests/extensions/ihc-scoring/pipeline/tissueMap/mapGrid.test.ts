import { plainImageSource } from '@timescope/core/plainPyramid';
import { newRgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import { mapGrid, ownRect, tileRect } from '@timescope/extension-ihc-scoring/pipeline/tissueMap/mapGrid';
import { workingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';

const frame = workingFrame(plainImageSource(newRgbRaster(600, 300), micrometresPerPixel(0.5)));

test('600 x 300 px are 9 x 5 cells of 37.25 um, 8 x 4 of them whole', () => {
  const whole = { columns: 8, rows: 4 };
  expect(mapGrid(frame)).toEqual({ width: 9, height: 5, whole, matrixStep: { x: 74.5, y: 74.5 } });
});

test('a tile of step 149 owns 149 px and sees 37 px before and 38 px behind them', () => {
  const square = { column: 2, row: 0, span: 2 } as const;
  expect(ownRect(square, frame)).toEqual({ x: 149, y: 0, width: 149, height: 149 });
  expect(tileRect(square)).toEqual({ x: 112, y: -37, width: 224, height: 224 });
});

test('the four tiles of step 74 in it own 74 or 75 px, together its own, and see 75 px around', () => {
  const at = (column: number, row: number) => ownRect({ column, row, span: 1 }, frame);
  expect(at(2, 0)).toEqual({ x: 149, y: 0, width: 74, height: 74 });
  expect(at(3, 1)).toEqual({ x: 223, y: 74, width: 75, height: 75 });
  expect(tileRect({ column: 3, row: 1, span: 1 })).toEqual({ x: 148, y: -1, width: 224, height: 224 });
});

test('the last cells end with the slide', () => {
  expect(ownRect({ column: 8, row: 4, span: 1 }, frame)).toEqual({ x: 596, y: 298, width: 4, height: 2 });
});
