import type { RgbRaster } from '@timescope/core/raster';
import { ringOf, type CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { tileMargin } from '@timescope/extension-ihc-scoring/pipeline/detection/detectNuclei';
import { isCompleteBorder } from '@timescope/extension-ihc-scoring/pipeline/scores/slideSums';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { sharedData, testOnRealData } from '../../../harness/sharedData';
import { BLUE, BROWN, drawnSlide, randomDiscs } from './drawnSlide';
import { cut, rowsOf, scored, settings, type PresetName } from './scoredTile';

const SIZE = 640;
const crowd = drawnSlide(SIZE, SIZE, randomDiscs(SIZE, SIZE, 900, 11));
const whole = { x: 0, y: 0, width: SIZE, height: SIZE };

test.each(['ki67', 'qupath-positive-cell-detection'] as const)(
  'a crowd has the same cells and pixel counts to the last bit however it is cut into tiles (%s)',
  preset => {
    const one = scored(crowd, { left: 0, upper: 0 }, whole, preset);
    expect(one.cells.count).toBeGreaterThan(150);
    const parts = [
      { x: 0, y: 0, width: 333, height: 251 },
      { x: 333, y: 0, width: SIZE - 333, height: 251 },
      { x: 0, y: 251, width: 97, height: SIZE - 251 },
      { x: 97, y: 251, width: SIZE - 97, height: SIZE - 251 },
    ].map(owned => scored(crowd, { left: 0, upper: 0 }, owned, preset));
    expect(parts.flatMap(({ cells }) => rowsOf(cells)).sort()).toEqual(rowsOf(one.cells));
    const sumOf = (name: 'tissuePixels' | 'cellPixels') =>
      one.tally[name].map((_, bin) => parts.reduce((sum, { tally }) => sum + (tally[name][bin] ?? 0), 0));
    expect(sumOf('tissuePixels')).toEqual(one.tally.tissuePixels);
    expect(sumOf('cellPixels')).toEqual(one.tally.cellPixels);
  },
);

/** Cells of the image with its first rows and columns cut off, farther from the cut than the margin. */
function afterCrop(image: RgbRaster, by: number, preset: PresetName): string[] {
  const at = { x: by, y: by, width: image.width - by, height: image.height - by };
  const { cells } = scored(cut(image, at), { left: by, upper: by }, at, preset);
  return rowsOf(cells, farFromCut(by, preset));
}

const farFromCut = (by: number, preset: PresetName) => {
  const least = (by + tileMargin(settings(preset))) * 1.7;
  return (x: number, y: number) => x >= least && y >= least;
};

test.each([1, 7, 13])('a crowd cropped by %p px at the left and the top keeps its other cells', by => {
  const { cells } = scored(crowd, { left: 0, upper: 0 }, whole, 'ki67');
  const expected = rowsOf(cells, farFromCut(by, 'ki67'));
  expect(expected.length).toBeGreaterThan(80);
  expect(afterCrop(crowd, by, 'ki67')).toEqual(expected);
});

testOnRealData(
  'a real field cropped by 1, 7 and 13 px keeps its other cells to the last bit, and density along tile borders is that elsewhere',
  async () => {
    const image = await readPlainImage(
      sharedData('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png'),
    );
    const field = cut(image, { x: 0, y: 0, width: 1100, height: 1000 });
    const all = { x: 0, y: 0, width: 1100, height: 1000 };
    for (const preset of ['ki67', 'her2'] as const) {
      const { cells } = scored(field, { left: 0, upper: 0 }, all, preset);
      for (const by of [1, 7, 13])
        expect(afterCrop(field, by, preset)).toEqual(rowsOf(cells, farFromCut(by, preset)));
      const tiles = [0, 1, 2, 3].map(k => ({ x: 275 * k, y: 0, width: 275, height: 1000 }));
      const cutRows = tiles.flatMap(owned =>
        rowsOf(scored(field, { left: 0, upper: 0 }, owned, preset).cells),
      );
      expect(cutRows.sort()).toEqual(rowsOf(cells));
    }
  },
  120_000,
);

const DRAWN = { x: 0, y: 0, width: 200, height: 200 };

test('a brown nucleus on glass has DAB in the nucleus, a part of it on the cell, none on the membrane', () => {
  const slide = drawnSlide(200, 200, [{ x: 100, y: 100, radius: 8, colour: BROWN }]);
  const { cells } = scored(slide, { left: 0, upper: 0 }, DRAWN, 'ki67');
  expect(cells.count).toBe(1);
  expect(cells.nucleusDab[0]).toBeGreaterThan(0.5);
  expect(cells.cytoplasmDab[0]).toBeLessThan(0.05);
  expect(cells.membraneDab[0]).toBe(0);
  expect(cells.membraneDabP10[0]).toBe(0);
  expect(cells.cellDab[0]).toBeGreaterThan(0.05);
  expect(cells.cellDab[0]).toBeLessThan(0.3);
});

/** A blue nucleus of radius 7 with a brown ring of 2 px around it, for the given part of the way round. */
function ringed(share: number, radius = 17) {
  const slide = drawnSlide(200, 200, [{ x: 100, y: 100, radius: 7, colour: BLUE }]);
  for (let y = 0; y < 200; y++)
    for (let x = 0; x < 200; x++) {
      const [dx, dy] = [x + 0.5 - 100, y + 0.5 - 100];
      const isOnRing = Math.abs(Math.hypot(dx, dy) - radius) <= 1;
      const turn = Math.atan2(dy, dx) / (2 * Math.PI) + 0.5;
      if (isOnRing && turn <= share) slide.values.set(BROWN, 3 * (200 * y + x));
    }
  return scored(slide, { left: 0, upper: 0 }, DRAWN, 'her2').cells;
}

const isComplete = (cells: CellTable) => isCompleteBorder(cells, 0, settings('her2'));

test('a closed brown ring is a complete membrane; over 95 % of the way it is, over 80 and 50 % it is not', () => {
  const [closed, almost, open, half] = [1, 0.95, 0.8, 0.5].map(share => ringed(share));
  expect([closed, almost, open, half].map(cells => cells?.count)).toEqual([1, 1, 1, 1]);
  expect([closed, almost, open, half].map(cells => cells && isComplete(cells))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(open?.membraneDab[0]).toBeGreaterThan(0.2);
});

test('a closed ring is complete wherever it lies between the nucleus and 1 um outside the border grown from it', () => {
  expect([11, 13, 15, 17].map(radius => isComplete(ringed(1, radius)))).toEqual([true, true, true, true]);
  expect(isComplete(ringed(1, 21))).toBe(false);
});

test('an unstained cell beside one with a closed membrane is not complete', () => {
  const slide = drawnSlide(200, 200, [
    { x: 80, y: 100, radius: 7, colour: BLUE },
    { x: 108, y: 100, radius: 7, colour: BLUE },
  ]);
  for (let y = 0; y < 200; y++)
    for (let x = 0; x < 94; x++) {
      const away = Math.hypot(x + 0.5 - 80, y + 0.5 - 100);
      if (away >= 12 && away <= 14) slide.values.set(BROWN, 3 * (200 * y + x));
    }
  const { cells } = scored(slide, { left: 0, upper: 0 }, DRAWN, 'her2');
  const complete = [0, 1].map(cell => isCompleteBorder(cells, cell, settings('her2')));
  expect(cells.count).toBe(2);
  expect(complete.filter(Boolean)).toHaveLength(1);
});

test('nuclei have at most 16 points; their polygons enclose what was measured, within 1 % in the middle', () => {
  const { cells } = scored(crowd, { left: 0, upper: 0 }, whole, 'ki67');
  const errors = Array.from({ length: cells.count }, (_, cell) => {
    const ring = ringOf(cells.nuclei, cell);
    expect(ring.length).toBeLessThanOrEqual(32);
    const um2 = (areaOf(ring) / 1.7 ** 2) * 0.25;
    return Math.abs(um2 / (cells.nucleusAreaUm2[cell] ?? 1) - 1);
  }).sort((a, b) => a - b);
  expect(errors[errors.length >> 1]).toBeLessThan(0.01);
});

function areaOf(ring: Float32Array): number {
  let twice = 0;
  for (let k = 0; k < ring.length; k += 2) {
    const next = (k + 2) % ring.length;
    twice += (ring[k] ?? 0) * (ring[next + 1] ?? 0) - (ring[next] ?? 0) * (ring[k + 1] ?? 0);
  }
  return Math.abs(twice) / 2;
}
