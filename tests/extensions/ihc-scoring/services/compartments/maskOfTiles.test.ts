import { maskOfTiles } from '../../../../../extensions/ihc-scoring/src/services/compartments/maskOfTiles';

test('tiles of a preview come together as one mask, whatever order they came in', () => {
  const step = { x: 8, y: 8 };
  const tile = (column: number, row: number, ...values: number[]) => ({
    width: 2,
    height: 1,
    values: Uint8Array.from(values),
    origin: { x: column * 8, y: row * 8 },
    step,
  });
  const mask = maskOfTiles([tile(12, 6, 1, 2), tile(10, 5, 255, 1)], 1);
  expect(mask).toEqual({
    width: 4,
    height: 2,
    values: Uint8Array.from([0, 1, 0, 0, 0, 0, 1, 0]),
    origin: { x: 80, y: 40 },
    step,
  });
  expect(maskOfTiles([], 1)).toBeUndefined();
});
