import { traceOutline } from '@timescope/extension-ihc-scoring/pipeline/detection/outline.kernel';

const raster = (...rows: string[]) =>
  Int32Array.from(rows.join(''), character => (character === '#' ? 1 : 0));

function areaOf(ring: readonly number[]): number {
  let twice = 0;
  for (let k = 0; k < ring.length; k += 2) {
    const [x = 0, y = 0] = ring.slice(k, k + 2);
    const nextX = ring[(k + 2) % ring.length] ?? 0;
    const nextY = ring[(k + 3) % ring.length] ?? 0;
    twice += x * nextY - nextX * y;
  }
  return Math.abs(twice) / 2;
}

test('one pixel becomes the diamond between the middles of its edges', () => {
  expect(traceOutline(raster('...', '.#.', '...'), 3, 3, 1, 1)).toEqual([0.5, 0, 1, 0.5, 0.5, 1, 0, 0.5]);
});

test('a 3 x 2 block keeps the ends of its straight runs', () => {
  const ring = traceOutline(raster('.....', '.###.', '.###.', '.....'), 5, 4, 1, 1);
  expect(ring).toEqual([0.5, 0, 2.5, 0, 3, 0.5, 3, 1.5, 2.5, 2, 0.5, 2, 0, 1.5, 0, 0.5]);
  expect(areaOf(ring)).toBe(5.5);
});

test('pixels that touch only at a corner do not belong together', () => {
  expect(traceOutline(raster('#.', '.#'), 2, 2, 0, 0)).toHaveLength(8);
});

test('a notch is walked into', () => {
  const ring = traceOutline(raster('#.#', '###'), 3, 2, 0, 0);
  expect(areaOf(ring)).toBeCloseTo(4.5, 9);
});

test('a disc keeps its area within 3 percent', () => {
  const size = 40;
  const disc = new Int32Array(size * size).map((_, i) => {
    const dx = (i % size) - 19.5;
    const dy = Math.floor(i / size) - 19.5;
    return dx * dx + dy * dy <= 12 * 12 ? 1 : 0;
  });
  const first = disc.indexOf(1);
  const ring = traceOutline(disc, size, size, first % size, Math.floor(first / size));
  expect(areaOf(ring) / (Math.PI * 144)).toBeCloseTo(1, 1.5);
});
