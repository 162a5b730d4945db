import type { NucleusKernels } from '@timescope/core/nucleusKernels';
import { newRgbRaster, type PixelRect, type RgbRaster } from '@timescope/core/raster';
import type { CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { nucleusKernels } from '@timescope/extension-ihc-scoring/pipeline/detection/typescriptKernels';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { loadNucleusKernels } from '@timescope/runtime/kernels/loadNucleusKernels';
import { sharedData, testOnRealData } from '../../../harness/sharedData';
import { BLUE, BROWN, drawnSlide, randomDiscs, type Disc } from './drawnSlide';
import { cut, rowsOf, scored } from './scoredTile';

let kernels: NucleusKernels;
beforeAll(async () => {
  kernels = nucleusKernels(await loadNucleusKernels());
});

const WIDTH = 1500;
const HEIGHT = 260;
const ORIGIN = { left: 0, upper: 0 };

/** A stained line across the whole image that grows thicker from end to end, so that all of it rises to one far peak. */
function strand(y: number, from: number, to: number): Disc[] {
  return Array.from({ length: WIDTH }, (_, x) => ({
    x,
    y: y + 6 * Math.sin(x / 90),
    radius: from + ((to - from) * x) / WIDTH,
    colour: BLUE,
  }));
}

const strands = [...strand(60, 3, 7), ...strand(130, 9, 4), ...strand(200, 6, 6)];
const beaded = Array.from({ length: 140 }, (_, k) => ({
  x: 11 * k,
  y: 130 + 8 * Math.sin(k),
  radius: 6 + 3 * Math.sin(7 * k),
  colour: k % 3 === 0 ? BROWN : BLUE,
}));
const touched = drawnSlide(WIDTH, HEIGHT, [...strands, ...randomDiscs(WIDTH, HEIGHT, 260, 5)]);
const chain = drawnSlide(WIDTH, HEIGHT, [...beaded, ...randomDiscs(WIDTH, HEIGHT, 90, 8)]);

/** Tiles of the given edge that begin `shift` pixels before the image. */
function tiles({ width, height }: RgbRaster, edge: number, shift: number): PixelRect[] {
  const starts = Array.from({ length: Math.ceil((width + shift) / edge) }, (_, k) => k * edge - shift);
  return starts.map(start => {
    const x = Math.max(0, start);
    return { x, y: 0, width: Math.min(width, start + edge) - x, height };
  });
}

test.each([
  ['ki67', 'strands that touch nuclei', touched],
  ['qupath-positive-cell-detection', 'strands that touch nuclei', touched],
  ['ki67', 'a chain of touching nuclei', chain],
  ['qupath-positive-cell-detection', 'a chain of touching nuclei', chain],
] as const)('%s: %s across all tiles have the same cells to the last bit in any cut', (preset, _, image) => {
  const all = { x: 0, y: 0, width: WIDTH, height: HEIGHT };
  const expected = rowsOf(scored(image, ORIGIN, all, preset, kernels).cells);
  expect(expected.length).toBeGreaterThan(25);
  for (const [edge, shift] of [
    [500, 0],
    [301, 1],
    [301, 150],
    [97, 13],
  ] as const) {
    const parts = tiles(image, edge, shift).map(owned => scored(image, ORIGIN, owned, preset, kernels).cells);
    expect(parts.flatMap(cells => rowsOf(cells)).sort()).toEqual(expected);
  }
});

const PERIOD = 256;
const EDGE = 189;
const TILES = 6;
/** 20 um. */
const BORDER = 40;

testOnRealData(
  'cells lie as densely within 20 um of tile borders as elsewhere, on a real piece that repeats with another period',
  async () => {
    const image = await readPlainImage(
      sharedData('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png'),
    );
    const piece = cut(image, { x: 300, y: 300, width: PERIOD, height: PERIOD });
    const slide = repeated(piece, EDGE * TILES);
    const inner = Array.from({ length: (TILES - 2) ** 2 }, (_, k) => ({
      x: EDGE * (1 + (k % (TILES - 2))),
      y: EDGE * (1 + Math.floor(k / (TILES - 2))),
      width: EDGE,
      height: EDGE,
    }));
    let near = 0;
    let all = 0;
    for (const owned of inner) {
      const { cells } = scored(slide, ORIGIN, owned, 'ki67', kernels);
      near += cellsNearBorder(cells, owned);
      all += cells.count;
    }
    const share = 1 - (1 - (2 * BORDER) / EDGE) ** 2;
    expect(all).toBeGreaterThan(300);
    expect(Math.abs(near - share * all)).toBeLessThan(3 * Math.sqrt(share * (1 - share) * all));
  },
  60_000,
);

function repeated(piece: RgbRaster, edge: number): RgbRaster {
  const whole = newRgbRaster(edge, edge);
  for (let y = 0; y < edge; y++)
    for (let x = 0; x < edge; x++) {
      const from = 3 * ((y % piece.height) * piece.width + (x % piece.width));
      whole.values.set(piece.values.subarray(from, from + 3), 3 * (y * edge + x));
    }
  return whole;
}

/** Centroids stand in matrix pixels, 1.7 a working pixel (scoredTile). */
function cellsNearBorder({ centroids, count }: CellTable, owned: PixelRect): number {
  const away = (at: number, start: number) => Math.min(at / 1.7 - start, start + EDGE - at / 1.7);
  return Array.from({ length: count }, (_, cell) =>
    Math.min(away(centroids[2 * cell] ?? 0, owned.x), away(centroids[2 * cell + 1] ?? 0, owned.y)),
  ).filter(distance => distance < BORDER).length;
}
