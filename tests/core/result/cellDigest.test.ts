import {
  addDigest,
  digestHex,
  digestOfCells,
  emptyDigest,
  type HashedCells,
} from '@timescope/core/result/cellDigest';
import { createHash } from 'node:crypto';

/** Cells with one value and one ring of as many points as the value says. */
function cells(...values: number[]): HashedCells {
  const offsets = [0];
  for (const value of values) offsets.push((offsets.at(-1) ?? 0) + value);
  return {
    count: values.length,
    columns: [{ values, perCell: 1, scale: 10 }],
    rings: [{ xy: values.flatMap(value => Array<number>(2 * value).fill(value)), offsets, scale: 1 }],
  };
}

test('one cell is the SHA-256 of its rounded numbers as 32-bit little-endian words', () => {
  const bytes = Buffer.alloc(24);
  [20, 2, 2, 2, 2, 2].forEach((word, at) => bytes.writeInt32LE(word, 4 * at));
  const hex = createHash('sha256').update(bytes).digest();
  expect(digestHex(digestOfCells(cells(2)))).toBe(Buffer.from(hex).reverse().toString('hex'));
});

test('the order and the grouping of cells do not matter', () => {
  const whole = digestOfCells(cells(1, 2, 3, 3));
  expect(digestOfCells(cells(3, 1, 3, 2))).toEqual(whole);
  const parts = emptyDigest();
  addDigest(parts, digestOfCells(cells(3, 3)));
  addDigest(parts, digestOfCells(cells(2)));
  addDigest(parts, digestOfCells(cells(1)));
  expect(parts).toEqual(whole);
});

test('another cell, one cell less and one cell twice are seen', () => {
  const digests = [cells(1, 2, 3), cells(1, 2, 4), cells(1, 2), cells(1, 2, 3, 3)].map(set =>
    digestHex(digestOfCells(set)),
  );
  expect(new Set(digests).size).toBe(4);
});

test('a sum carries from word to word and wraps at 2 to the 256', () => {
  const sum = Uint32Array.from({ length: 8 }, () => 0xffffffff);
  addDigest(sum, [2]);
  expect(digestHex(sum)).toBe(`${'0'.repeat(63)}1`);
});

test('a value that was not measured differs from every number, and the last bits of a float do not matter', () => {
  const of = (value: number) =>
    digestHex(digestOfCells({ count: 1, columns: [{ values: [value], perCell: 1, scale: 1e4 }], rings: [] }));
  expect(of(NaN)).not.toBe(of(0));
  expect(of(0.3)).toBe(of(Math.fround(0.3)));
  expect(of(0.3)).not.toBe(of(0.3001));
});
