import { makeField } from '@timescope/synthetic/field/field';
import { scannerField } from '@timescope/synthetic/field/fieldSpec';
import { timedAgainstRivals } from './rivals';

test('on a generated field a tile takes a tenth of the scikit-image detector and less than the OpenCV one', async () => {
  const { rgb } = makeField({ ...scannerField, mpp: 0.5 });
  const { ours, skimage, opencv } = await timedAgainstRivals(rgb, 1);
  // Half of what is asked on a quiet machine, because this one may be busy; the nightly run holds the whole.
  expect(skimage.seconds / ours.seconds).toBeGreaterThan(10);
  expect(opencv.seconds / ours.seconds).toBeGreaterThan(0.8);
}, 60_000);
