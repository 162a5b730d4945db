import {
  fillRing,
  newPlacedRing,
  placeRing,
  strokeRing,
  type Line,
  type Placement,
  type RingPicture,
} from '../../../../extensions/ihc-scoring/src/overlays/ringPicture.kernel';

const AS_IT_IS: Placement = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
const line: Line = { rgb: [255, 0, 0], width: 1, opacity: 1, dash: [] };

function emptyPicture(width: number, height: number): RingPicture {
  return { width, height, pixels: new Uint32Array(width * height) };
}

function placed(points: readonly number[], toPicture = AS_IT_IS, apart = 0) {
  const ring = newPlacedRing();
  const table = { xy: Float32Array.from(points), offsets: Uint32Array.of(0, points.length / 2) };
  placeRing(ring, table, 0, toPicture, apart);
  return ring;
}

/** Opacities, row by row. */
function opacities({ width, height, pixels }: RingPicture): number[][] {
  const row = (y: number) => [...pixels.subarray(y * width, (y + 1) * width)].map(pixel => pixel >>> 24);
  return Array.from({ length: height }, (_, y) => row(y));
}

const square = [1.5, 1.5, 4.5, 1.5, 4.5, 4.5, 1.5, 4.5];

test('a line one pixel wide along pixel centres covers just these pixels, corners included', () => {
  const picture = emptyPicture(6, 6);
  strokeRing(picture, placed(square), line);
  expect(opacities(picture)).toEqual([
    [0, 0, 0, 0, 0, 0],
    [0, 255, 255, 255, 255, 0],
    [0, 255, 0, 0, 255, 0],
    [0, 255, 0, 0, 255, 0],
    [0, 255, 255, 255, 255, 0],
    [0, 0, 0, 0, 0, 0],
  ]);
  expect(picture.pixels[7]).toBe(0xff0000ff);
});

test('a line between two rows of pixels covers half of each, a thin one less', () => {
  const between = [1, 2, 4, 2];
  const picture = emptyPicture(5, 4);
  strokeRing(picture, placed(between), line);
  expect(opacities(picture).map(row => row[2])).toEqual([0, 128, 128, 0]);
  const thin = emptyPicture(5, 4);
  strokeRing(thin, placed([1, 2.5, 4, 2.5]), { ...line, width: 0.4 });
  expect(opacities(thin).map(row => row[2])).toEqual([0, 0, 102, 0]);
});

test('what lies outside of the picture is left out, on all four sides', () => {
  const picture = emptyPicture(3, 3);
  strokeRing(picture, placed([-3, -3, 8, -3, 8, 8, -3, 8]), line);
  fillRing(picture, placed([-9, -9, -2, -9, -2, -2]), [0, 255, 0], 1);
  expect(picture.pixels.every(pixel => pixel === 0)).toBe(true);
  fillRing(picture, placed([-3, -3, 8, -3, 8, 8, -3, 8]), [0, 255, 0], 1);
  expect(picture.pixels.every(pixel => pixel === 0xff00ff00)).toBe(true);
});

test('a ring is filled where pixel centres lie inside, also where it is not convex', () => {
  const picture = emptyPicture(6, 5);
  fillRing(picture, placed([0, 0, 6, 0, 6, 5, 4, 5, 4, 2, 2, 2, 2, 5, 0, 5]), [0, 0, 9], 0.4);
  expect(opacities(picture)).toEqual([
    [102, 102, 102, 102, 102, 102],
    [102, 102, 102, 102, 102, 102],
    [102, 102, 0, 0, 102, 102],
    [102, 102, 0, 0, 102, 102],
    [102, 102, 0, 0, 102, 102],
  ]);
});

test('lines of one colour do not add up where they cross, another colour lies over them', () => {
  const picture = emptyPicture(6, 6);
  const faint = { ...line, opacity: 0.4 };
  strokeRing(picture, placed(square), faint);
  strokeRing(picture, placed(square), faint);
  expect(picture.pixels[8]).toBe(0x660000ff);
  strokeRing(picture, placed(square), { ...faint, rgb: [0, 0, 255] });
  // 0.4 + 0.6 * 0.4 = 0.64 of opacity; 0.4 / 0.64 of it is the new colour.
  expect(picture.pixels[8]).toBe(((163 << 24) | (159 << 16) | 96) >>> 0);
});

test('a dashed line is drawn and left out in turn along the whole ring', () => {
  const picture = emptyPicture(12, 3);
  strokeRing(picture, placed([0, 1.5, 13, 1.5, 13, 40, -2, 40]), { ...line, dash: [3, 1] });
  expect(opacities(picture)[1]).toEqual([255, 255, 255, 0, 255, 255, 255, 0, 255, 255, 255, 0]);
});

test('a ring is turned and mirrored with the slide', () => {
  const quarterTurn: Placement = { a: 0, b: 1, c: -1, d: 0, e: 6, f: 0 };
  const ring = placed([1, 1, 3, 1, 3, 2], quarterTurn);
  expect([...ring.xy.subarray(0, 6)]).toEqual([5, 1, 5, 3, 4, 3]);
});

test('points that cannot be told apart are left out; a ring of one point is still a dot', () => {
  expect(placed([0, 0, 0.3, 0.3, 2, 0, 2.5, 0.5], AS_IT_IS, 0.75).points).toBe(2);
  const picture = emptyPicture(3, 3);
  strokeRing(picture, placed([1.5, 1.5, 1.6, 1.6], AS_IT_IS, 0.75), line);
  expect(opacities(picture)).toEqual([
    [0, 0, 0],
    [0, 255, 0],
    [0, 0, 0],
  ]);
});

test('a ring of more points than usual finds room', () => {
  const points = Array.from({ length: 100 }, (_, k) => [50 + 40 * Math.cos(k), 50 + 40 * Math.sin(k)]).flat();
  expect(placed(points).points).toBe(100);
});
