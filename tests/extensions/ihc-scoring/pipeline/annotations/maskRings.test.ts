import { fillAnnotation } from '../../../../../extensions/ihc-scoring/src/pipeline/annotations/fillAnnotation';
import { maskRings } from '../../../../../extensions/ihc-scoring/src/pipeline/annotations/maskRings';
import { ringEdges } from '../../../../../extensions/ihc-scoring/src/pipeline/annotations/ringEdges';
import { ringsArea } from '../../../../../extensions/ihc-scoring/src/pipeline/annotations/ringsArea';

const ORIGIN = { origin: { x: 0, y: 0 }, step: { x: 1, y: 1 } };

const maskOf = (rows: readonly string[]) => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  values: Uint8Array.from(rows.join(''), sign => (sign === '#' ? 1 : 0)),
});

function filled(rings: ReturnType<typeof maskRings>, width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height);
  fillAnnotation(ringEdges(rings), { at: { x: 0, y: 0, width, height }, step: { x: 1, y: 1 } }, 1, out);
  return out;
}

test('one pixel is a diamond through the middles of its edges', () => {
  const rings = maskRings({ ...maskOf(['#']), ...ORIGIN });
  expect(rings.map(ring => ring.map(({ x, y }) => [x, y]))).toEqual([
    [
      [0.5, 0],
      [1, 0.5],
      [0.5, 1],
      [0, 0.5],
    ],
  ]);
});

test('a frame has an outer ring and a hole; pixels that touch at a corner only are apart', () => {
  expect(maskRings({ ...maskOf(['###', '#.#', '###']), ...ORIGIN })).toHaveLength(2);
  expect(maskRings({ ...maskOf(['#.', '.#']), ...ORIGIN })).toHaveLength(2);
  expect(maskRings({ ...maskOf(['..', '..']), ...ORIGIN })).toEqual([]);
});

test('a mask lies where its origin and its spacing say', () => {
  const [ring = []] = maskRings({ ...maskOf(['#']), origin: { x: 100, y: 50 }, step: { x: 8, y: 4 } });
  expect(ring.map(({ x, y }) => [x, y])).toEqual([
    [104, 50],
    [108, 52],
    [104, 54],
    [100, 52],
  ]);
});

test('the outlines of any mask, filled, give the mask again', () => {
  let state = 7;
  const next = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (const density of [0.1, 0.3, 0.5, 0.7, 0.9]) {
    const [width, height] = [61, 47];
    const noise = Uint8Array.from({ length: width * height }, () => (next() < density ? 1 : 0));
    expect(filled(maskRings({ width, height, values: noise, ...ORIGIN }), width, height)).toEqual(noise);
    const disc = noise.map((_, k) =>
      ((k % width) - 30) ** 2 + (Math.floor(k / width) - 23) ** 2 < 20 ** 2 ? 1 : 0,
    );
    const rings = maskRings({ width, height, values: disc, ...ORIGIN });
    expect(filled(rings, width, height)).toEqual(disc);
    expect(rings[0]?.length).toBeLessThan(80);
  }
});

test('a square of 10 with a hole of 4 and an island of 2 in it has 100 - 16 + 4', () => {
  const square = (from: number, to: number) =>
    (
      [
        [from, from],
        [to, from],
        [to, to],
        [from, to],
      ] as const
    ).map(([x, y]) => ({ frame: 'matrix' as const, x, y }));
  expect(ringsArea([square(0, 10), square(3, 7), square(4, 6)])).toBe(88);
  expect(ringsArea([])).toBe(0);
});
