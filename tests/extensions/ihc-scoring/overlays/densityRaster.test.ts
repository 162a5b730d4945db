import {
  colourOfGrade,
  densityPixels,
  densityRaster,
} from '../../../../extensions/ihc-scoring/src/overlays/densityRaster';
import { cellsInside } from '../../../../extensions/ihc-scoring/src/overlays/drawCells';
import { gradeStyles } from '../../../../extensions/ihc-scoring/src/overlays/gradeStyles';
import { emptyCellTable, type CellTable } from '../../../../extensions/ihc-scoring/src/pipeline/cellTable';

/** Cells as [x, y, grade]. */
function tableOf(cells: readonly (readonly [number, number, number])[]): CellTable {
  return {
    ...emptyCellTable(),
    count: cells.length,
    centroids: Float32Array.from(cells.flatMap(([x, y]) => [x, y])),
    grade: Uint8Array.from(cells.map(([, , grade]) => grade)),
  };
}

/** At 1 um a square has 32 pixels. */
const threeInTwoSquares = tableOf([
  [1, 1, 0],
  [31, 31, 2],
  [33, 5, 3],
]);

test('a cell that a reader left out is in no square', () => {
  const raster = densityRaster([{ ...threeInTwoSquares, inclusion: Uint8Array.of(1, 0, 1) }], 1);
  expect([...(raster?.cells ?? [])]).toEqual([1, 1]);
});

test('cells are counted in squares of 32 um', () => {
  const raster = densityRaster([threeInTwoSquares], 1);
  expect(raster).toMatchObject({ x: 0, y: 0, side: 32, width: 2, height: 1 });
  expect([...(raster?.cells ?? [])]).toEqual([2, 1]);
  expect([...(raster?.gradeSum ?? [])]).toEqual([2, 3]);
});

test('tables that came tile by tile give the same squares as one table', () => {
  const apart = [
    tableOf([[1, 1, 0]]),
    tableOf([
      [31, 31, 2],
      [33, 5, 3],
    ]),
  ];
  expect(densityRaster(apart, 1)).toEqual(densityRaster([threeInTwoSquares], 1));
});

test('no cells give no raster', () => {
  expect(densityRaster([emptyCellTable()], 1)).toBeUndefined();
});

test('an empty square is clear, a full one lets the tissue show through', () => {
  const raster = densityRaster(
    [
      tableOf([
        [1, 1, 3],
        [70, 1, 3],
      ]),
    ],
    1,
  );
  const pixels = raster ? densityPixels(raster) : new Uint8ClampedArray();
  expect(pixels[4 * 1 + 3]).toBe(0);
  expect(pixels[3]).toBeGreaterThan(0);
  expect(pixels[3]).toBeLessThan(255);
});

test('a whole grade has its own colour and half a grade lies between', () => {
  for (const grade of [0, 1, 2, 3] as const)
    expect(colourOfGrade(grade)).toEqual([...gradeStyles[grade].rgb]);
  const [red] = colourOfGrade(0.5);
  expect(red).toBe((gradeStyles[0].rgb[0] + gradeStyles[1].rgb[0]) / 2);
});

test('no two grades share both width and dashes, so that colour is not needed', () => {
  const lines = gradeStyles.map(({ width, dash }) => `${width} ${dash.join()}`);
  expect(new Set(lines).size).toBe(4);
});

test('a cell belongs to the box that holds its centre', () => {
  expect(cellsInside(threeInTwoSquares, { x0: 0, y0: 0, x1: 31, y1: 31 })).toEqual([0]);
  expect(cellsInside(threeInTwoSquares, { x0: 31, y0: 0, x1: 40, y1: 40 })).toEqual([1, 2]);
});
