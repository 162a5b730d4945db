import {
  addClassCounts,
  classCounts,
  newClassCounts,
  tissueClasses,
} from '@timescope/extension-ihc-scoring/pipeline/tissueClasses.kernel';

/** 64 x 40 pixels: two whole blocks of 32 across, one and a quarter down. */
const frame = { width: 64, height: 40, matrixStep: { x: 2, y: 2 } };
const at = { x: 0, y: 0, width: 64, height: 40 };

const marks = (
  compartmentAt: (x: number, y: number) => number,
  tissueAt: (x: number, y: number) => boolean,
) => {
  const every = <Value>(of: (x: number, y: number) => Value) =>
    Array.from({ length: 64 * 40 }, (_, k) => of(k % 64, Math.floor(k / 64)));
  return {
    at,
    inTissue: Uint8Array.from(every((x, y) => (tissueAt(x, y) ? 1 : 0))),
    compartments: Uint8Array.from(every(compartmentAt)),
  };
};

const classesOf = (
  seen: ReturnType<typeof marks>,
  cuts: readonly { x: number; y: number; width: number; height: number }[],
) => {
  const slide = newClassCounts(frame);
  for (const owned of cuts) addClassCounts(slide, classCounts({ ...seen, owned }));
  return tissueClasses(slide, frame);
};

test('left block tumour, right block stroma; the lowest quarter blocks are too small to be tissue', () => {
  const seen = marks(
    x => (x < 32 ? 1 : 2),
    () => true,
  );
  expect(classesOf(seen, [at])).toEqual({
    width: 2,
    height: 2,
    blockMatrix: { x: 64, y: 64 },
    values: Uint8Array.of(2, 3, 0, 0),
  });
});

test('a block of which half is tissue counts, one pixel less does not', () => {
  const half = marks(
    () => 0,
    (_, y) => y < 16,
  );
  expect([...classesOf(half, [at]).values]).toEqual([1, 1, 0, 0]);
  const less = marks(
    () => 0,
    (x, y) => y < 16 && x > 0,
  );
  expect([...classesOf(less, [at]).values]).toEqual([0, 1, 0, 0]);
});

test('however the tiles are cut, the blocks are the same', () => {
  const seen = marks(
    (x, y) => (x * 7 + y * 3) % 3,
    (x, y) => (x + y) % 5 > 0,
  );
  const cuts = [
    { x: 0, y: 0, width: 19, height: 40 },
    { x: 19, y: 0, width: 45, height: 17 },
    { x: 19, y: 17, width: 45, height: 23 },
  ];
  expect(classesOf(seen, cuts)).toEqual(classesOf(seen, [at]));
});
