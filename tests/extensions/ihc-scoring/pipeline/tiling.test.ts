import type { PixelSource } from '@timescope/core/pixelSource';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { ringOf, type CellTable } from '@timescope/extension-ihc-scoring/pipeline/cellTable';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
import type { Tiling } from '@timescope/extension-ihc-scoring/pipeline/tilePlan';
import { newRgbRaster, pasteRgb, type RgbRaster } from '@timescope/core/raster';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { sharedData, testOnRealData } from '../../../harness/sharedData';
import { drawnSlide, randomDiscs } from './drawnSlide';
import { blurred } from './realImages';

/** The score hash, and all that is known of each cell as one text, sorted, so that sets of cells compare exactly. */
async function scoredWith(source: PixelSource, tiling: Tiling) {
  const request = { preset: 'ki67', slide: { description: '', digest: '' } } as const;
  const { result, cells } = await scoreWithCells(source, request, { tiling });
  return { hash: result.hash, cells: rowsOf(cells) };
}

function rowsOf(cells: CellTable): string[] {
  return Array.from({ length: cells.count }, (_, cell) =>
    [
      cells.centroids.subarray(2 * cell, 2 * cell + 2),
      cells.nucleusDab[cell],
      cells.cytoplasmDab[cell],
      cells.membraneDab[cell],
      cells.cellAreaUm2[cell],
      ringOf(cells.nuclei, cell),
      ringOf(cells.cells, cell),
    ].join(';'),
  ).sort();
}

test('a crowd of touching nuclei has the same cells and hash however the slide is cut into tiles', async () => {
  const drawn = drawnSlide(700, 600, randomDiscs(700, 600, 900, 7));
  const source = plainImageSource(drawn, micrometresPerPixel(0.47));
  const whole = await scoredWith(source, { edge: 2048 });
  expect(whole.cells.length).toBeGreaterThan(200);
  expect(await scoredWith(source, { edge: 256 })).toEqual(whole);
  expect(await scoredWith(source, { edge: 151 })).toEqual(whole);
  for (const shift of [
    { x: 1, y: 0 },
    { x: 77, y: 130 },
    { x: 255, y: 255 },
  ])
    expect(await scoredWith(source, { edge: 256, shift })).toEqual(whole);
}, 60_000);

/** Three copies side by side, the middle one out of focus by about 4 um at `reach` pixels. */
function softInTheMiddle(piece: RgbRaster, reach: number): RgbRaster {
  const { width, height } = piece;
  const whole = { x: 0, y: 0, width: 3 * width, height };
  const slide = newRgbRaster(3 * width, height);
  [piece, blurred(piece, reach), piece].forEach((copy, k) => {
    pasteRgb(slide, whole, copy, { x: k * width, y: 0, width, height });
  });
  return slide;
}

const CUTS = [
  { edge: 300 },
  { edge: 256, shift: { x: 77, y: 130 } },
  { edge: 151, shift: { x: 9, y: 0 } },
] as const;

test('a slide that is out of focus in part has the same cells and hash however it is cut into tiles', async () => {
  const piece = drawnSlide(420, 400, randomDiscs(420, 400, 500, 3));
  const source = plainImageSource(softInTheMiddle(piece, 8), micrometresPerPixel(0.5));
  const whole = await scoredWith(source, { edge: 2048 });
  expect(whole.cells.length).toBeGreaterThan(200);
  for (const tiling of CUTS) expect(await scoredWith(source, tiling)).toEqual(whole);
}, 60_000);

testOnRealData(
  'real tissue that is out of focus in part has the same cells and hash however it is cut into tiles',
  async () => {
    const image = await readPlainImage(
      sharedData('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png'),
    );
    const piece = newRgbRaster(700, 700);
    pasteRgb(piece, { x: 200, y: 200, width: 700, height: 700 }, image, { ...image, x: 0, y: 0 });
    const source = plainImageSource(softInTheMiddle(piece, 16), micrometresPerPixel(0.2271));
    const whole = await scoredWith(source, { edge: 4096 });
    for (const tiling of CUTS.slice(1)) expect(await scoredWith(source, tiling)).toEqual(whole);
  },
  60_000,
);

testOnRealData(
  'a real slide has the same cells and hash however it is cut into tiles',
  async () => {
    const image = await readPlainImage(
      sharedData('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png'),
    );
    const source = plainImageSource(image, micrometresPerPixel(0.2271));
    const whole = await scoredWith(source, { edge: 2048 });
    expect(await scoredWith(source, { edge: 337, shift: { x: 33, y: 200 } })).toEqual(whole);
  },
  60_000,
);
