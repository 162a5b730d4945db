import { plainImageSource } from '@timescope/core/plainPyramid';
import { newRgbRaster, type RgbRaster } from '@timescope/core/raster';
import { micrometresPerPixel } from '@timescope/core/units';
import { prepareSlide } from '@timescope/extension-ihc-scoring/pipeline/prepareSlide';
import { requireColour } from '@timescope/extension-ihc-scoring/pipeline/stain/requireColour';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { refusal } from '../../../../harness/refusal';
import { sharedData, testOnRealData } from '../../../../harness/sharedData';
import { drawnSlide, randomDiscs } from '../drawnSlide';

const GLASS = { rgb: [240, 240, 242] as const };

const greyOf = ({ width, height, values }: RgbRaster): RgbRaster => ({
  width,
  height,
  values: values.map((_, at) => {
    const pixel = at - (at % 3);
    return ((values[pixel] ?? 0) + (values[pixel + 1] ?? 0) + (values[pixel + 2] ?? 0)) / 3;
  }),
});

const prepared = (rgb: RgbRaster, mpp: number) =>
  prepareSlide(
    plainImageSource(rgb, micrometresPerPixel(mpp)),
    { preset: 'ki67', slide: { description: '', digest: '' } },
    {},
  );

test('a grey copy of a slide is refused, the slide itself is not', async () => {
  const slide = drawnSlide(600, 600, randomDiscs(600, 600, 400, 7));
  await expect(prepared(greyOf(slide), 0.5)).rejects.toMatchObject({
    code: 'NOT_AN_IMAGE',
    kind: 'rejected',
    message: expect.stringContaining('no colour') as string,
  });
  expect((await prepared(slide, 0.5)).stain.doubts).toEqual([]);
});

test('three levels between the channels are still grey; one stained pixel in fifty is colour', () => {
  const patch = newRgbRaster(100, 100);
  for (let pixel = 0; pixel < 10_000; pixel++) patch.values.set([120, 121, 123], 3 * pixel);
  expect(refusal(() => requireColour([patch], GLASS))).toBe('NOT_AN_IMAGE');
  for (let pixel = 0; pixel < 200; pixel++) patch.values.set([120, 121, 124], 3 * pixel);
  expect(refusal(() => requireColour([patch], GLASS))).toBeUndefined();
});

test('bare glass, and tissue that could not be read, are not judged', () => {
  expect(refusal(() => requireColour([newRgbRaster(128, 128, 236)], GLASS))).toBeUndefined();
  expect(refusal(() => requireColour([newRgbRaster(128, 128, 255)], GLASS))).toBeUndefined();
  expect(refusal(() => requireColour([], GLASS))).toBeUndefined();
});

testOnRealData.each([
  ['ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png', 0.2271],
  ['hoverfast-ihc/tests/data/ihc_roi.png', 0.25],
  ['skimage-ihc/src/_skimage2/data/ihc.png', 0.5],
])('%s has colour; its grey copy is refused', async (name, mpp) => {
  const image = await readPlainImage(sharedData(name));
  await expect(prepared(image, mpp)).resolves.toBeDefined();
  await expect(prepared(greyOf(image), mpp)).rejects.toMatchObject({ code: 'NOT_AN_IMAGE' });
});
