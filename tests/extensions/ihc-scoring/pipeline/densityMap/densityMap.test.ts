import { matrixPoint } from '@timescope/core/frames';
import { ringEdges } from '@timescope/extension-ihc-scoring/pipeline/annotations/ringEdges';
import { emptyCellTable, type CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import type { CompartmentArea } from '@timescope/extension-ihc-scoring/pipeline/densityMap/compartmentArea';
import { densityCsv } from '@timescope/extension-ihc-scoring/pipeline/densityMap/densityCsv';
import { densityImage } from '@timescope/extension-ihc-scoring/pipeline/densityMap/densityImage';
import {
  addToDensityMap,
  newDensityMap,
} from '@timescope/extension-ihc-scoring/pipeline/densityMap/densityMap';
import { hotspots } from '@timescope/extension-ihc-scoring/pipeline/densityMap/hotspots';
import { workingFrame } from '@timescope/extension-ihc-scoring/pipeline/workingFrame';
import { micrometresPerPixel } from '@timescope/core/units';

/** A slide at 0.25 um/px: a bin of 50 um is 200 matrix pixels. */
function frameOf(widthUm: number, heightUm: number) {
  const level = {
    width: 4 * widthUm,
    height: 4 * heightUm,
    tileWidth: 256,
    tileHeight: 256,
    mpp: { x: micrometresPerPixel(0.25), y: micrometresPerPixel(0.25) },
  };
  return workingFrame({ levels: [level] });
}

interface Cell {
  readonly xUm: number;
  readonly yUm: number;
  readonly grade?: number;
  readonly compartment?: number;
  readonly membraneDab?: number;
}

const cellsAt = (cells: readonly Cell[]): CellTable => ({
  ...emptyCellTable(),
  count: cells.length,
  centroids: Float32Array.from(cells.flatMap(({ xUm, yUm }) => [4 * xUm, 4 * yUm])),
  nucleusDab: Float32Array.from(cells, () => 0.1),
  membraneDab: Float32Array.from(cells, ({ membraneDab = 0.1 }) => membraneDab),
  grade: Uint8Array.from(cells, ({ grade = 0 }) => grade),
  compartment: Uint8Array.from(cells, ({ compartment = 0 }) => compartment),
});

const mapOf = (widthUm: number, heightUm: number, cells: readonly Cell[]) => {
  const map = newDensityMap(frameOf(widthUm, heightUm));
  addToDensityMap(map, cellsAt(cells), 'nucleus');
  return map;
};

test('a cell counts in the bin and in the plane of its compartment', () => {
  const map = mapOf(150, 100, [
    { xUm: 49.9, yUm: 0, grade: 1, compartment: 1 },
    { xUm: 50, yUm: 99, compartment: 2 },
    { xUm: 50, yUm: 99, grade: 3, compartment: 2 },
  ]);
  expect([map.width, map.height, map.binMatrix]).toEqual([3, 2, { x: 200, y: 200 }]);
  expect([...map.cells]).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0]);
  expect([...map.positive]).toEqual([0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0]);
});

test('a cell without the measured part is not evaluable and is not counted', () => {
  const map = newDensityMap(frameOf(100, 100));
  const cells = cellsAt([
    { xUm: 10, yUm: 10, membraneDab: NaN },
    { xUm: 10, yUm: 10 },
  ]);
  addToDensityMap(map, cells, 'membrane');
  expect(map.cells[0]).toBe(1);
  addToDensityMap(map, cells, 'nucleus');
  expect(map.cells[0]).toBe(3);
});

test('a hotspot never reaches out of the box around what was measured', () => {
  const cells = Array.from({ length: 600 }, (_, k) => ({ xUm: 1010 + (k % 20), yUm: 1010, grade: 1 }));
  const found = (area?: { x: number; y: number; width: number; height: number }) => {
    const map = newDensityMap(frameOf(4000, 4000), area);
    addToDensityMap(map, cellsAt(cells), 'nucleus');
    return hotspots(map, 'whole');
  };
  // 1000 to 2500 um across and 990 to 1600 um down, in matrix pixels of 0.25 um.
  const inside = found({ x: 4000, y: 3960, width: 6000, height: 2440 });
  expect(inside).toHaveLength(3);
  expect(inside[0]).toMatchObject({ x: 4000, y: 4000, width: 4000, height: 2400, cells: 600 });
  expect(inside[0]?.fieldMm2).toBeCloseTo(0.6, 10);
  expect(found()[0]).toMatchObject({ width: 4000, height: 4000, cells: 600 });
  // Smaller than a bin: the bin in its middle.
  expect(found({ x: 4010, y: 4010, width: 100, height: 100 })[0]).toMatchObject({ width: 200, height: 200 });
});

test('the order and the cut of the tiles cannot be seen', () => {
  const cells = Array.from({ length: 300 }, (_, k) => ({
    xUm: (k * 37) % 400,
    yUm: (k * 53) % 300,
    grade: k % 4,
    compartment: k % 3,
  }));
  const inParts = newDensityMap(frameOf(400, 300));
  for (const part of [cells.slice(200), cells.slice(0, 50), cells.slice(50, 200)])
    addToDensityMap(inParts, cellsAt(part), 'nucleus');
  expect(inParts).toEqual(mapOf(400, 300, cells));
});

/** `count` cells in the middle of the bin (column, row), the first `positive` of them 2+. */
const inBin = (column: number, row: number, count: number, positive: number, compartment = 1): Cell[] =>
  Array.from({ length: count }, (_, k) => ({
    xUm: 50 * column + 25,
    yUm: 50 * row + 25,
    grade: k < positive ? 2 : 0,
    compartment,
  }));

test('three fields are found by hand: most cells, most positive cells, highest percentage of at least 500', () => {
  // Four clumps, each more than 1 mm from the others: only one fits into a field.
  const map = mapOf(5000, 1000, [
    ...inBin(0, 5, 900, 90),
    ...inBin(30, 5, 600, 150),
    ...inBin(60, 5, 500, 140),
    ...inBin(90, 5, 499, 149),
  ]);
  const found = hotspots(map, 'whole');
  expect(found.map(({ by, cells, positive }) => [by, cells, positive])).toEqual([
    ['cellsPerMm2', 900, 90],
    ['positivePerMm2', 600, 150],
    ['percentPositive', 500, 140],
  ]);
  expect(found[2]).toMatchObject({ fieldMm2: 1, width: 4000, height: 4000, percentPositive: 28 });
  expect(found[0]).toMatchObject({ x: 0, y: 0, cellsPerMm2: 900 });
});

test('of equal fields the upper left one is taken', () => {
  const [most] = hotspots(mapOf(4000, 1000, [...inBin(70, 19, 10, 5), ...inBin(10, 19, 10, 5)]), 'whole');
  expect(most).toMatchObject({ x: 0, y: 0, cells: 10 });
});

test('a slide smaller than a field is its own field; its area is stated', () => {
  const [most] = hotspots(mapOf(500, 200, inBin(2, 2, 7, 7)), 'whole');
  expect(most).toMatchObject({ x: 0, y: 0, cells: 7, fieldMm2: 0.1, cellsPerMm2: 70 });
});

test('a hotspot of the tumour counts no cell of the stroma; without cells there is none', () => {
  const map = mapOf(1000, 1000, [...inBin(3, 3, 20, 20, 2), ...inBin(9, 9, 5, 1, 1)]);
  expect(hotspots(map, 'tumour')[0]).toMatchObject({ of: 'tumour', cells: 5, positive: 1 });
  expect(hotspots(mapOf(1000, 1000, []), 'whole')).toEqual([]);
});

test('the table has a row for each bin and compartment with cells or tissue', () => {
  const map = mapOf(150, 100, inBin(1, 1, 4, 1));
  const rowsOf = (area?: CompartmentArea) => [...densityCsv(map, area)].slice(1).map(row => row.trim());
  expect(rowsOf()).toEqual(['200.00,200.00,200.00,200.00,tumour,4,1,1600,400,']);
  const blocks = new Uint32Array(map.cells.length);
  blocks.set([3, 9], 10);
  expect(rowsOf({ blocks, blockMm2: 0.000256 })).toEqual([
    '200.00,200.00,200.00,200.00,tumour,4,1,1600,400,0.000768',
    '400.00,200.00,200.00,200.00,tumour,0,0,0,0,0.002304',
  ]);
});

test('the picture is white without cells and hottest in the fullest bin', () => {
  const map = mapOf(100, 50, inBin(1, 0, 4, 1));
  const { width, height, values } = densityImage(map, map.cells);
  expect([width, height]).toEqual([8, 4]);
  expect([...values.subarray(0, 3)]).toEqual([255, 255, 255]);
  expect([...values.subarray(12, 15)]).toEqual([252, 244, 160]);
});

test('a field ends where the slide ends: it is never larger than the slide', () => {
  const [most] = hotspots(mapOf(130, 70, [{ xUm: 120, yUm: 60 }]), 'whole');
  expect(most).toMatchObject({ x: 0, y: 0, width: 520, height: 280, cells: 1 });
  expect(most?.fieldMm2).toBeCloseTo(0.13 * 0.07, 12);
  expect(most?.cellsPerMm2).toBeCloseTo(1 / (0.13 * 0.07), 9);
});

test('what was left out of a field is taken off its area', () => {
  // Of 500 x 200 um, in matrix pixels of 0.25 um: the left fifth, drawn twice.
  const fifth = ringEdges([
    [matrixPoint(0, 0), matrixPoint(400, 0), matrixPoint(400, 800), matrixPoint(0, 800)],
  ]);
  const [most] = hotspots(mapOf(500, 200, inBin(2, 2, 8, 8)), 'whole', undefined, [fifth, fifth]);
  expect(most?.cells).toBe(8);
  expect(most?.fieldMm2).toBeCloseTo(0.08, 10);
  expect(most?.cellsPerMm2).toBeCloseTo(100, 6);
});
