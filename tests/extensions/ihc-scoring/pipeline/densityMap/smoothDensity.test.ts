import type { DensityMap } from '@timescope/extension-ihc-scoring/pipeline/densityMap/densityMap';
import { densityOfCells } from '@timescope/extension-ihc-scoring/pipeline/densityMap/densityOfCells';
import { smoothDensity } from '@timescope/extension-ihc-scoring/pipeline/densityMap/smoothDensity';
import { micrometresPerPixel } from '@timescope/core/units';
import { densityPicture, hottestOf } from '../../../../../extensions/ihc-scoring/src/overlays/densityPicture';
import { squareCells } from '../exports/squareCells';

/** Counts of 50 um bins in a row of `width`, given by bin; the slide may end within the last bin. */
function mapOf(
  width: number,
  height: number,
  counts: Readonly<Record<number, number>>,
  end = width,
): DensityMap {
  const cells = new Uint32Array(3 * width * height);
  for (const [bin, count] of Object.entries(counts)) cells[Number(bin)] = count;
  return {
    width,
    height,
    binMatrix: { x: 200, y: 200 },
    end: { x: 200 * end, y: 200 * height },
    measured: { columns: [0, width], rows: [0, height] },
    cells,
    positive: new Uint32Array(3 * width * height),
  };
}

test('10 cells in the middle of a 250 um window are 160 per mm2 all over it, and nothing further away', () => {
  const surface = smoothDensity(mapOf(9, 9, { [4 * 9 + 4]: 10 }), 'cells');
  const at = (column: number, row: number) => surface.perMm2[9 * row + column];
  expect(at(4, 4)).toBe(160);
  expect(at(2, 2)).toBe(160);
  expect(at(6, 6)).toBe(160);
  expect(at(1, 4)).toBe(0);
  expect(surface.most).toBe(160);
});

test("at the slide's edge the window is smaller, and so is its area", () => {
  // 3 x 3 bins of 0.0025 mm2 in the corner; 1.5 of the last bin's 3 columns are slide.
  expect(smoothDensity(mapOf(9, 9, { 0: 9 }), 'cells').perMm2[0]).toBe(400);
  const cut = smoothDensity(mapOf(9, 9, { 8: 9 }, 8.5), 'cells');
  expect(cut.perMm2[8]).toBeCloseTo(9 / (2.5 * 3 * 0.0025), 3);
});

test('compartments are added up; positive cells have a map of their own', () => {
  const map = mapOf(5, 5, { 12: 1, 37: 2, 62: 4 });
  map.positive[12] = 5;
  expect(smoothDensity(map, 'cells').perMm2[12]).toBeCloseTo(7 / 0.0625, 3);
  expect(smoothDensity(map, 'positive').perMm2[12]).toBeCloseTo(5 / 0.0625, 3);
});

test('cells that a reader left out are not in the map', () => {
  const levels = [
    {
      width: 1000,
      height: 1000,
      tileWidth: 256,
      tileHeight: 256,
      mpp: { x: micrometresPerPixel(0.5), y: micrometresPerPixel(0.5) },
    },
  ];
  const cells = squareCells([
    { x: 10, y: 10, dab: 0.2 },
    { x: 20, y: 20, dab: 0.2 },
  ]);
  const all = densityOfCells(levels, [cells], 'nucleus');
  const some = densityOfCells(levels, [{ ...cells, inclusion: Uint8Array.of(1, 0) }], 'nucleus');
  expect([all.cells[0], some.cells[0]]).toEqual([2, 1]);
  expect([all.width, all.height]).toEqual([10, 10]);
});

test('bins without cells are clear, the densest have the hottest colour and let the tissue through', () => {
  const surface = smoothDensity(mapOf(20, 1, { 2: 100 }), 'cells');
  const pixels = densityPicture(surface, hottestOf(surface));
  expect(pixels[4 * 10 + 3]).toBe(0);
  expect([...pixels.slice(0, 3)]).toEqual([252, 244, 160]);
  expect(pixels[3]).toBeLessThan(200);
});
