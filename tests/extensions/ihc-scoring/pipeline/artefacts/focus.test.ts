import { newRgbRaster, pasteRgb, type PixelRect, type RgbRaster } from '@timescope/core/raster';
import {
  FOCUS_REACH,
  leaveOutBlurred,
} from '@timescope/extension-ihc-scoring/pipeline/artefacts/focus.kernel';
import { testOnRealData } from '../../../../harness/sharedData';
import { drawnSlide, randomDiscs } from '../drawnSlide';
import { blurred, cleanTissue, onWorkingGrid, realSource } from '../realImages';

const whole = ({ width, height }: RgbRaster): PixelRect => ({ x: 0, y: 0, width, height });

const everywhere = (image: RgbRaster) => ({ at: whole(image), judged: whole(image), owned: whole(image) });

/** Of the pixels between two columns that are not at the rim, which is never judged. */
function blurredShare(image: RgbRaster, from = 0, to = image.width): number {
  const counts = new Uint8Array(image.width * image.height).fill(1);
  const cleared = leaveOutBlurred(image, everywhere(image), { counts, inTissue: counts.slice() });
  expect(cleared).toBe(counts.filter(count => count === 0).length);
  const inside = counts.filter((_, i) => {
    const [x, y] = [i % image.width, Math.floor(i / image.width)];
    return x >= from && x < to && Math.min(x, y, image.width - 1 - x, image.height - 1 - y) >= 64;
  });
  return inside.filter(count => count === 0).length / inside.length;
}

/** Sharp on the left, blurred by about 4 um on the right. */
function halfBlurred(): RgbRaster {
  const sharp = drawnSlide(640, 480, randomDiscs(640, 480, 900, 3));
  const soft = blurred(sharp, 8);
  const image = newRgbRaster(640, 480);
  pasteRgb(image, whole(image), sharp, whole(sharp));
  for (let y = 0; y < 480; y++) {
    const right = 3 * (y * 640 + 320);
    image.values.set(soft.values.subarray(right, right + 960), right);
  }
  return image;
}

test('glass without texture says nothing of focus and stays', () => {
  expect(blurredShare(newRgbRaster(200, 200, 240))).toBe(0);
});

test('drawn nuclei are in focus, the same blurred by 4 um are not', () => {
  const sharp = drawnSlide(400, 400, randomDiscs(400, 400, 500, 5));
  expect(blurredShare(sharp)).toBe(0);
  expect(blurredShare(blurred(sharp, 8))).toBeGreaterThan(0.9);
});

test('of a slide that is blurred on its right half, the right half is left out', () => {
  const image = halfBlurred();
  expect(blurredShare(image, 0, 272)).toBe(0);
  expect(blurredShare(image, 384, 640)).toBeGreaterThan(0.9);
});

test('what is judged beyond a tile is left out there, but its tissue is counted by the tile that owns it', () => {
  const image = drawnSlide(400, 400, randomDiscs(400, 400, 500, 5));
  const counts = new Uint8Array(400 * 400).fill(1);
  const owned = { x: 160, y: 160, width: 64, height: 64 };
  const judged = { x: 128, y: 128, width: 128, height: 128 };
  const inTissue = new Uint8Array(400 * 400).fill(1, 0, 192 * 400);
  const marks = { counts, inTissue };
  const cleared = leaveOutBlurred(blurred(image, 8), { at: whole(image), judged, owned }, marks);
  expect(cleared).toBe(64 * 32);
  expect(counts.filter(count => count === 0)).toHaveLength(128 * 128);
});

test('what is left out is the same in tiles of any size', () => {
  const image = halfBlurred();
  const expected = new Uint8Array(image.width * image.height).fill(1);
  leaveOutBlurred(image, everywhere(image), { counts: expected, inTissue: expected.slice() });
  for (const [edge, margin] of [
    [150, FOCUS_REACH],
    [233, FOCUS_REACH + 4],
    [256, 112],
  ] as const) {
    const counts = new Uint8Array(expected.length).fill(1);
    for (let y = 0; y < image.height; y += edge)
      for (let x = 0; x < image.width; x += edge) markTile(image, { x, y }, edge, margin, counts);
    expect(counts).toEqual(expected);
  }
});

function markTile(
  image: RgbRaster,
  { x, y }: { x: number; y: number },
  edge: number,
  margin: number,
  counts: Uint8Array,
): void {
  const owned = { x, y, width: Math.min(edge, image.width - x), height: Math.min(edge, image.height - y) };
  const left = Math.max(0, x - margin);
  const upper = Math.max(0, y - margin);
  const at = {
    x: left,
    y: upper,
    width: Math.min(image.width, x + owned.width + margin) - left,
    height: Math.min(image.height, y + owned.height + margin) - upper,
  };
  const part = newRgbRaster(at.width, at.height);
  pasteRgb(part, at, image, whole(image));
  const ofTile = new Uint8Array(at.width * at.height).fill(1);
  leaveOutBlurred(part, { at, judged: owned, owned }, { counts: ofTile, inTissue: ofTile.slice() });
  for (let row = 0; row < owned.height; row++) {
    const from = (y - at.y + row) * at.width + x - at.x;
    counts.set(ofTile.subarray(from, from + owned.width), (y + row) * image.width + x);
  }
}

testOnRealData(
  'no block of sharp real tissue is out of focus, nor as soft as 0.7 um; blurred by 4 um, nine in ten are',
  async () => {
    for (const [path, mpp] of cleanTissue()) {
      const image = await onWorkingGrid(await realSource(path, mpp));
      expect([path, blurredShare(image)]).toEqual([path, 0]);
      if (!path.startsWith('dsb')) expect([path, blurredShare(blurred(image, 1))]).toEqual([path, 0]);
    }
    const stained = await onWorkingGrid(
      await realSource('ihc-ki67-bankhead-openslide/images/OS-2-ndpi.decoded.png', 0.2271),
    );
    expect(blurredShare(blurred(stained, 8))).toBeGreaterThan(0.9);
  },
  60_000,
);
