import type { DrawnObject } from '@timescope/extension-ihc-scoring/evidence/drawnObject';
import { DrawnObjects } from '../../../../extensions/ihc-scoring/src/overlays/DrawnObjects';

type Frame = Readonly<Record<string, unknown>>;

/** Moves and scales only: what this test's map does. */
class Matrix {
  readonly b = 0;
  readonly c = 0;
  constructor([a = 1, , , d = 1, e = 0, f = 0]: readonly number[] = []) {
    [this.a, this.d, this.e, this.f] = [a, d, e, f];
  }
  readonly a: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
  multiply({ a, d, e, f }: Matrix): Matrix {
    return new Matrix([this.a * a, 0, 0, this.d * d, this.a * e + this.e, this.d * f + this.f]);
  }
  scale(x: number): Matrix {
    return this.multiply(new Matrix([x, 0, 0, x, 0, 0]));
  }
  inverse(): Matrix {
    return new Matrix([1 / this.a, 0, 0, 1 / this.d, -this.e / this.a, -this.f / this.d]);
  }
  transformPoint({ x, y }: { x: number; y: number }) {
    return { x: this.a * x + this.e, y: this.d * y + this.f };
  }
  toString(): string {
    return `matrix(${[this.a, 0, 0, this.d, this.e, this.f].join(', ')})`;
  }
}

class Point {
  constructor(
    readonly x: number,
    readonly y: number,
  ) {}
}

/** A map whose frames are asked for by hand, and the pictures that were put on the canvas. */
function mapByHand() {
  const put: number[] = [];
  const context = {
    resetTransform: () => undefined,
    clearRect: () => undefined,
    createImageData: (width: number, height: number) => ({
      ...{ width, height },
      data: new Uint8ClampedArray(4 * width * height),
    }),
    putImageData: ({ data }: { data: Uint8ClampedArray }) => put.push(data.filter(each => each > 0).length),
  };
  const canvas = { dataset: {}, style: { transform: '', display: '' }, width: 0, height: 0 };
  const element = { ...canvas, getContext: () => context, remove: () => undefined };
  Object.assign(globalThis, {
    DOMMatrix: Matrix,
    DOMPoint: Point,
    document: { createElement: () => element },
  });
  let render: (frame: Frame) => unknown = () => undefined;
  class Layer {
    constructor(options: { render: typeof render }) {
      render = options.render;
    }
    getSource = () => undefined;
    changed = () => undefined;
  }
  Object.assign(Layer.prototype, { getSource: () => undefined });
  const first = Object.create(Layer.prototype) as object;
  const map = { getLayers: () => ({ getArray: () => [first] }), addLayer: () => undefined };
  const frame = (x: number, isMoving: boolean) =>
    void render({
      ...{ size: [20, 20], pixelRatio: 1, viewHints: [0, isMoving ? 1 : 0] },
      coordinateToPixelTransform: [1, 0, 0, -1, x, -1],
    });
  return { map: map as never, element, put, frame };
}

const square: DrawnObject = {
  layers: [
    {
      ...{ kind: 'shapes', name: 'n', colour: [255, 0, 0], isClosed: true },
      shapes: { xy: Float32Array.of(2, 2, 8, 2, 8, 8, 2, 8), offsets: Uint32Array.of(0, 4) },
    },
  ],
};

test('annotations are drawn once while the map rests, moved while it moves, drawn anew where it stops', () => {
  const { map, element, put, frame } = mapByHand();
  const objects = new DrawnObjects(map);
  objects.add('1.2', square);
  for (let tile = 0; tile < 5; tile++) frame(0, false);
  expect(put).toHaveLength(1);
  expect(put[0]).toBeGreaterThan(0);
  for (const x of [1, 2, 3]) frame(x, true);
  expect([put.length, element.style.transform]).toEqual([1, 'matrix(1, 0, 0, 1, 3, 0)']);
  frame(3, false);
  expect([put.length, element.style.transform]).toEqual([2, '']);
});

test('an object that comes or goes is seen at once; without any the canvas is hidden', () => {
  const { map, element, put, frame } = mapByHand();
  const objects = new DrawnObjects(map);
  frame(0, false);
  expect([put.length, element.style.display]).toEqual([0, 'none']);
  objects.add('1.2', square);
  frame(0, true);
  expect([put.length, element.style.display]).toEqual([1, '']);
  objects.take('1.2');
  frame(0, false);
  expect([put.length, element.style.display]).toEqual([1, 'none']);
});
