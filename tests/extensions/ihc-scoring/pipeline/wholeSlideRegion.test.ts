import { matrixPoint } from '@timescope/core/frames';
import type { PixelSource } from '@timescope/core/pixelSource';
import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { regionAnnotation } from '@timescope/extension-ihc-scoring/pipeline/annotations';
import type { ScoreRequest } from '@timescope/extension-ihc-scoring/pipeline/scoreRequest';
import { scoreWithCells } from '@timescope/extension-ihc-scoring/pipeline/scoreWithCells';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { sharedData, testOnRealData } from '../../../harness/sharedData';
import { drawnSlide, randomDiscs } from './drawnSlide';

const request: ScoreRequest = { preset: 'ki67', slide: { description: '', digest: '' } };

/** The scores without a region, and with the slide's own outline (and one beyond it) as the region. */
async function scoredThreeWays(source: PixelSource) {
  const { width = 0, height = 0 } = source.levels[0] ?? {};
  const box = (beyond: number) => [
    matrixPoint(-beyond, -beyond),
    matrixPoint(width + beyond, -beyond),
    matrixPoint(width + beyond, height + beyond),
    matrixPoint(-beyond, height + beyond),
  ];
  const whole = await scoreWithCells(source, request);
  const outlined = await scoreWithCells(source, { ...request, annotations: [regionAnnotation(box(0))] });
  const beyond = await scoreWithCells(source, { ...request, annotations: [regionAnnotation(box(50))] });
  return { whole, outlined, beyond };
}

test('a region that covers the slide has exactly the cells and the area of the slide', async () => {
  const drawn = drawnSlide(700, 601, randomDiscs(700, 601, 900, 7));
  const { whole, outlined, beyond } = await scoredThreeWays(
    plainImageSource(drawn, micrometresPerPixel(0.47)),
  );
  expect(whole.cells.count).toBeGreaterThan(200);
  for (const region of [outlined, beyond]) {
    expect(region.cells).toEqual(whole.cells);
    expect(region.result.areaMm2.whole).toBe(whole.result.areaMm2.whole);
  }
});

testOnRealData(
  'a region that covers a real slide has exactly the cells and the area of the slide',
  async () => {
    const image = await readPlainImage(
      sharedData('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png'),
    );
    const { whole, outlined, beyond } = await scoredThreeWays(
      plainImageSource(image, micrometresPerPixel(0.2271)),
    );
    for (const region of [outlined, beyond]) {
      expect(region.cells).toEqual(whole.cells);
      expect(region.result.areaMm2.whole).toBe(whole.result.areaMm2.whole);
    }
  },
  60_000,
);
