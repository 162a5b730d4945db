import { plainImageSource } from '@timescope/core/plainPyramid';
import { newRgbRaster, pasteRgb, type RgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { BROWN, drawnSlide, GLASS, randomDiscs } from './drawnSlide';
import { blurred } from './realImages';

/** Square millimetres of a working pixel. */
const PIXEL_MM2 = 0.25e-6;

async function scored(image: RgbRaster) {
  const request = { preset: 'h-score', slide: { description: '', digest: '' } } as const;
  return (await scoreSlide(plainImageSource(image, micrometresPerPixel(0.5)), request)).result;
}

const sumOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** A brown square of tissue on glass. */
function brownSquare(edge: number): RgbRaster {
  const slide = drawnSlide(1200, 1200, []);
  const tissue = newRgbRaster(edge, edge);
  for (let pixel = 0; pixel < edge * edge; pixel++)
    tissue.values.set(
      BROWN.map(value => value - (pixel % 11)),
      3 * pixel,
    );
  pasteRgb(slide, { x: 0, y: 0, width: 1200, height: 1200 }, tissue, {
    ...{ x: 192, y: 192, width: edge, height: edge },
  });
  return slide;
}

test.each([96, 200, 800])(
  'a brown square of %i px on glass is brown all over, and its pixels are its area',
  async edge => {
    expect(GLASS).toEqual([240, 240, 242]);
    const { positiveAreaPercent, areaMm2, sums } = await scored(brownSquare(edge));
    const pixelsMm2 = PIXEL_MM2 * sumOf(sums.tissuePixels);
    expect(positiveAreaPercent.whole).toBeGreaterThan(90);
    expect(pixelsMm2 / (areaMm2.whole ?? NaN)).toBeCloseTo(1, 2);
  },
  60_000,
);

test('tissue out of focus leaves the area with its cells: the density is that of the sharp part', async () => {
  const at = { x: 0, y: 0, width: 900, height: 600 };
  const sharp = drawnSlide(at.width, at.height, randomDiscs(at.width, at.height, 1500, 3));
  const right = { x: 450, y: 0, width: 450, height: 600 };
  const soft = newRgbRaster(right.width, right.height);
  pasteRgb(soft, right, blurred(sharp, 8), at);
  const half = newRgbRaster(at.width, at.height);
  pasteRgb(half, at, sharp, at);
  pasteRgb(half, at, soft, right);

  const [all, part] = [await scored(sharp), await scored(half)];
  const outOfFocus = (part.artefacts.percent.outOfFocus ?? NaN) / 100;
  expect(outOfFocus).toBeGreaterThan(0.2);
  expect(part.coverage.analysedMm2 / all.coverage.analysedMm2).toBeCloseTo(1 - outOfFocus, 2);
  expect(part.coverage).toMatchObject({ requestedMm2: part.coverage.analysedMm2, fraction: 1 });
  expect(part.status).toBe('complete');
  expect(PIXEL_MM2 * sumOf(part.sums.tissuePixels)).toBeCloseTo(part.coverage.analysedMm2, 3);
  const density = (part.densityPerMm2.whole?.cells ?? NaN) / (all.densityPerMm2.whole?.cells ?? NaN);
  // What is left is blurred too, at the rim of the slide and of the sharp half, where blur is not judged.
  expect(Math.abs(density - 1)).toBeLessThan(0.2);
}, 60_000);
