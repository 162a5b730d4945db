import sharp from 'sharp';
import { sharedData, testOnRealData } from '../harness/sharedData';
import { timedAgainstRivals } from './rivals';

/** 2202 px at 0.2271 um/px are 1000 px at 0.5 um/px. */
const EDGE = 1000;

testOnRealData(
  'a real megapixel: at least 20 times the scikit-image detector and not slower than the OpenCV one, one thread each',
  async () => {
    const file = sharedData('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png');
    const scaled = sharp(file).removeAlpha().resize(EDGE, EDGE, { kernel: 'linear' });
    const values = new Uint8Array(await scaled.raw().toBuffer());
    const { ours, skimage, opencv } = await timedAgainstRivals({ width: EDGE, height: EDGE, values }, 3);
    const ratio = (rival: { seconds: number }) => (rival.seconds / ours.seconds).toFixed(1);
    process.stderr.write(
      `A megapixel: ours ${(1000 * ours.seconds).toFixed(0)} ms (${ours.nuclei} nuclei), ` +
        `scikit-image ${ratio(skimage)} times that (${skimage.nuclei}), OpenCV ${ratio(opencv)} times (${opencv.nuclei})\n`,
    );
    expect(skimage.seconds / ours.seconds).toBeGreaterThanOrEqual(20);
    expect(opencv.seconds / ours.seconds).toBeGreaterThanOrEqual(1);
  },
  300_000,
);
