import {
  MOST_VERTICES,
  simpleRing,
} from '@timescope/extension-ihc-scoring/pipeline/detection/simpleRing.kernel';

/** Points of a star-shaped outline with `lobes` lobes, whole halves as an outline of pixels has them. */
function star(points: number, radius: number, depth: number, lobes: number): number[] {
  return Array.from({ length: points }, (_, k) => {
    const angle = (2 * Math.PI * k) / points;
    const r = radius * (1 + depth * Math.cos(lobes * angle));
    return [Math.round(2 * r * Math.cos(angle)) / 2, Math.round(2 * r * Math.sin(angle)) / 2];
  }).flat();
}

function areaOf(ring: readonly number[]): number {
  let twice = 0;
  for (let k = 0; k < ring.length; k += 2) {
    const next = (k + 2) % ring.length;
    twice += (ring[k] ?? 0) * (ring[next + 1] ?? 0) - (ring[next] ?? 0) * (ring[k + 1] ?? 0);
  }
  return Math.abs(twice) / 2;
}

/** By the definition: two sides that are not neighbours share a point. */
function crossesItself(ring: readonly number[]): boolean {
  const points = ring.length / 2;
  const at = (p: number) => [ring[2 * (p % points)] ?? 0, ring[2 * (p % points) + 1] ?? 0] as const;
  const side = (a: number, b: number, c: number) => {
    const [[ax, ay], [bx, by], [cx, cy]] = [at(a), at(b), at(c)];
    return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
  };
  for (let a = 0; a < points; a++) {
    for (let b = a + 2; b < points - (a === 0 ? 1 : 0); b++) {
      const parts = side(a, a + 1, b) !== side(a, a + 1, b + 1);
      if (parts && side(b, b + 1, a) !== side(b, b + 1, a + 1)) return true;
    }
  }
  return false;
}

test('a square keeps its four corners', () => {
  expect(simpleRing([0, 0, 4, 0, 4, 4, 0, 4], 16)).toEqual([0, 0, 4, 0, 4, 4, 0, 4]);
});

test('a circle in at most 16 points has the area of its pixels', () => {
  const ring = simpleRing(star(120, 12, 0, 0), Math.PI * 144);
  expect(ring.length).toBeLessThanOrEqual(2 * MOST_VERTICES);
  expect(areaOf(ring)).toBeCloseTo(Math.PI * 144, 6);
});

test.each([2, 3, 5, 9, 14])('an outline with %p deep lobes has at most 16 points and no crossing', lobes => {
  const outline = star(200, 20, 0.6, lobes);
  const ring = simpleRing(outline, areaOf(outline));
  expect(ring.length).toBeLessThanOrEqual(2 * MOST_VERTICES);
  expect(crossesItself(ring)).toBe(false);
});

test('a figure of eight becomes its hull', () => {
  const ring = simpleRing([0, 0, 4, 4, 4, 0, 0, 4], 16);
  expect(crossesItself(ring)).toBe(false);
  expect(areaOf(ring)).toBeCloseTo(16, 9);
});
