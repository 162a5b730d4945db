import {
  drawShapes,
  shapesInView,
  type ShapesInView,
} from '../../../../extensions/ihc-scoring/src/overlays/drawShapes';
import type { RingPicture } from '../../../../extensions/ihc-scoring/src/overlays/ringPicture.kernel';

const AS_IT_IS = { toCanvas: { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 }, pixelRatio: 0.5 };
const EVERYWHERE = { x0: -1e9, y0: -1e9, x1: 1e9, y1: 1e9 };
const RED = 0xff0000ff;

const emptyPicture = (width: number, height: number): RingPicture => ({
  ...{ width, height },
  pixels: new Uint32Array(width * height),
});

function layerOf(rings: readonly (readonly number[])[], isClosed = true) {
  const offsets = [0];
  for (const ring of rings) offsets.push((offsets.at(-1) ?? 0) + ring.length / 2);
  const shapes = { xy: Float32Array.from(rings.flat()), offsets: Uint32Array.from(offsets) };
  return { kind: 'shapes', name: 'n', colour: [255, 0, 0], shapes, isClosed } as const;
}

const whole = (layer: ReturnType<typeof layerOf>): ShapesInView => shapesInView(layer, EVERYWHERE);

/** Where something is drawn, row by row. */
const drawnOf = ({ width, height, pixels }: RingPicture): string[] =>
  Array.from({ length: height }, (_, y) =>
    [...pixels.subarray(y * width, (y + 1) * width)].map(pixel => (pixel === 0 ? '.' : '#')).join(''),
  );

const square = [1.5, 1.5, 4.5, 1.5, 4.5, 4.5, 1.5, 4.5];

test('a closed shape is drawn around, an open line has no side from its end to its beginning', () => {
  const closed = emptyPicture(6, 6);
  drawShapes(closed, whole(layerOf([square])), AS_IT_IS);
  expect(drawnOf(closed)).toEqual(['......', '.####.', '.#..#.', '.#..#.', '.####.', '......']);
  expect(closed.pixels[7]).toBe(RED);
  const open = emptyPicture(6, 6);
  drawShapes(open, whole(layerOf([square], false)), AS_IT_IS);
  expect(drawnOf(open)).toEqual(['......', '.####.', '....#.', '....#.', '.####.', '......']);
});

test('a point is a square of six css pixels around its place, cut at the edge of the picture', () => {
  const picture = emptyPicture(6, 5);
  drawShapes(
    picture,
    whole(
      layerOf([
        [3.5, 2.5],
        [0, 0],
      ]),
    ),
    AS_IT_IS,
  );
  expect(drawnOf(picture)).toEqual(['#.....', '..###.', '..###.', '..###.', '......']);
});

test('only shapes whose box meets the view are drawn, an edge counts', () => {
  const layer = layerOf([square, [10, 10, 12, 12], [5, 0, 9, 3]]);
  expect(shapesInView(layer, { x0: 0, y0: 0, x1: 5, y1: 5 }).visible).toEqual([0, 2]);
});

test('of more than 20,000 shapes in view only the middles are marked', () => {
  const many = Array.from({ length: 20_001 }, () => [10, 10, 20, 10, 20, 20, 10, 20]);
  const marked = emptyPicture(24, 24);
  drawShapes(marked, whole(layerOf(many)), { ...AS_IT_IS, pixelRatio: 1 });
  expect(marked.pixels.filter(pixel => pixel !== 0)).toHaveLength(4);
  expect(marked.pixels[14 * 24 + 14]).toBe(RED);
  const outlined = emptyPicture(24, 24);
  drawShapes(outlined, whole(layerOf(many.slice(1))), { ...AS_IT_IS, pixelRatio: 1 });
  expect(outlined.pixels[14 * 24 + 14]).toBe(0);
  expect(outlined.pixels[10 * 24 + 14]).toBe(RED);
});

test('19,000 rings of 14 points are drawn in a twentieth of what the browser took', () => {
  const ring = (s: number) =>
    Array.from({ length: 14 }, (_, p) => [
      ((s * 37) % 1000) + 3 * Math.cos(p / 2.2),
      ((s * 53) % 900) + 3 * Math.sin(p / 2.2),
    ]).flat();
  const shapes = whole(layerOf(Array.from({ length: 19_000 }, (_, s) => ring(s))));
  // The first ones are compiled as they run, and beside another process each takes what is left.
  const milliseconds = Array.from({ length: 12 }, () => {
    const picture = emptyPicture(1000, 900);
    const began = process.cpuUsage();
    drawShapes(picture, shapes, { ...AS_IT_IS, pixelRatio: 1 });
    const { user } = process.cpuUsage(began);
    expect(picture.pixels.some(pixel => pixel !== 0)).toBe(true);
    return user / 1000;
  });
  expect(Math.min(...milliseconds)).toBeLessThan(500);
});
