import {
  linkedCamera,
  type SlideCamera,
} from '@timescope/extension-ihc-scoring/pipeline/registration/linkedCamera';
import {
  carried,
  inverted,
  turned,
  type SectionTransform,
} from '@timescope/extension-ihc-scoring/pipeline/registration/sectionTransform';

const HALF = { x: 0.5, y: 0.5 };
const QUARTER = { x: 0.25, y: 0.25 };
const camera: SlideCamera = { centre: { x: 1000, y: 400 }, resolution: 2, rotation: 0 };

/** Where a place in micrometres stands on screen, in css pixels from the middle; x to the right, y down. */
function onScreen(
  { centre, resolution, rotation }: SlideCamera,
  mpp: typeof HALF,
  um: { x: number; y: number },
) {
  const [x, y] = [(um.x / mpp.x - centre.x) / resolution, (um.y / mpp.y - centre.y) / resolution];
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)];
  return [cos * x - sin * y, sin * x + cos * y];
}

test('a shifted section at twice the magnification: the shift in pixels of its own, twice as many pixels on screen', () => {
  expect(linkedCamera(camera, [1, 0, 30, 0, 1, -10], HALF, QUARTER)).toEqual({
    centre: { x: 2120, y: 760 },
    resolution: 4,
    rotation: 0,
  });
});

test.each([
  ['turned by 70 degrees', turned(70, { x: 500, y: 200 }, { x: 700, y: 900 })],
  ['turned by 180 degrees', turned(180, { x: 500, y: 200 }, { x: 500, y: 200 })],
])(
  'a section %s: every place stands where it stands on the first, also when that one is turned',
  (_, transform) => {
    const first = { ...camera, rotation: 0.4 };
    const second = linkedCamera(first, transform, HALF, QUARTER);
    for (const um of [
      { x: 500, y: 200 },
      { x: 620, y: 310 },
    ]) {
      const [here, there] = [onScreen(first, HALF, um), onScreen(second, QUARTER, carried(transform, um))];
      expect(there).toEqual(here.map(pixels => expect.closeTo(pixels, 6) as number));
    }
  },
);

test('there and back again is the camera it was, also across stretch and shear', () => {
  const bent: SectionTransform = [1.04, 0.03, -120, 0.01, 0.97, 60];
  const back = linkedCamera(linkedCamera(camera, bent, HALF, QUARTER), inverted(bent), QUARTER, HALF);
  expect(back.centre.x).toBeCloseTo(1000, 6);
  expect(back.centre.y).toBeCloseTo(400, 6);
  expect(back.resolution).toBeCloseTo(2, 6);
  expect(back.rotation).toBeCloseTo(0, 3);
});
