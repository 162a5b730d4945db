import { plainImageSource } from '@timescope/core/plainPyramid';
import { micrometresPerPixel } from '@timescope/core/units';
import { scoreSlide } from '@timescope/extension-ihc-scoring/pipeline/scoreSlide';
import { readPlainImage } from '@timescope/runtime/decode/node';
import { sharedData, testOnRealData } from '../../../harness/sharedData';

testOnRealData(
  'a real Ki-67 slide has 900 to 1700 cells, 8 to 25 percent of them positive, without tuning',
  async () => {
    const image = await readPlainImage(
      sharedData('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png'),
    );
    const source = plainImageSource(image, micrometresPerPixel(0.2271));
    const { result } = await scoreSlide(source, { preset: 'ki67', slide: { description: '', digest: '' } });
    expect(result.cells.total).toBeGreaterThan(900);
    expect(result.cells.total).toBeLessThan(1700);
    expect(result.percentPositive).toBeGreaterThan(8);
    expect(result.percentPositive).toBeLessThan(25);
    expect(result.warnings).toEqual([]);
  },
  30_000,
);
