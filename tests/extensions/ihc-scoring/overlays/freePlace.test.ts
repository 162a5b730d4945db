import type { FrameState } from '../../../../extensions/ihc-scoring/src/services/microscopy';
import { freePlace } from '../../../../extensions/ihc-scoring/src/overlays/freePlace';

const newFrame = (): FrameState => ({
  coordinateToPixelTransform: [],
  size: [300, 100],
  pixelRatio: 1,
  viewHints: [],
  viewState: { resolution: 1 },
});
const box = (left: number, top: number) => ({ left, top, width: 50, height: 20 });

test('of names wanted at one place the first stands there, the next below it, then one above it; another frame is empty', () => {
  const frame = newFrame();
  const tops = [1, 2, 3].map(() => freePlace(frame, box(10, 40)).top);
  expect(tops).toEqual([40, 60, 20]);
  expect(freePlace(newFrame(), box(10, 40)).top).toBe(40);
});

test('a name beside another stays where it is wanted; at the lower edge of the view it goes up', () => {
  const frame = newFrame();
  freePlace(frame, box(10, 80));
  expect(freePlace(frame, box(60, 80)).top).toBe(80);
  expect(freePlace(frame, box(30, 80)).top).toBe(60);
});
