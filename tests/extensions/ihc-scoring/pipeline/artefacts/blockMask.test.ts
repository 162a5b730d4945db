import {
  closed,
  dilated,
  eroded,
  grown,
  opened,
  withoutSpecks,
} from '@timescope/extension-ihc-scoring/pipeline/artefacts/blockMask.kernel';

const grid = { width: 7, height: 5 };

const mask = (...rows: string[]): Uint8Array =>
  Uint8Array.from(rows.join(''), character => (character === '#' ? 1 : 0));
const drawn = (values: Uint8Array): string[] =>
  Array.from({ length: 5 }, (_, y) =>
    Array.from(values.subarray(7 * y, 7 * y + 7), value => (value === 1 ? '#' : '.')).join(''),
  );

test('one block grows to a square of nine and shrinks back to itself', () => {
  const one = mask('.......', '.......', '...#...', '.......', '.......');
  const nine = mask('.......', '..###..', '..###..', '..###..', '.......');
  expect(drawn(dilated(one, grid, 1))).toEqual(drawn(nine));
  expect(drawn(eroded(nine, grid, 1))).toEqual(drawn(one));
});

test('what the image cuts keeps its edge when it shrinks', () => {
  const left = mask('###....', '###....', '###....', '###....', '###....');
  expect(drawn(eroded(left, grid, 1))).toEqual(
    drawn(mask('##.....', '##.....', '##.....', '##.....', '##.....')),
  );
});

test('closing fills a gap of two blocks, opening drops a bar of two', () => {
  const gap = mask('##..###', '##..###', '##..###', '##..###', '##..###');
  expect(drawn(closed(gap, grid, 1))).toEqual(['#######', '#######', '#######', '#######', '#######']);
  const bar = mask('.......', '.......', '#######', '#######', '.......');
  expect(opened(bar, grid, 1)).toEqual(new Uint8Array(35));
});

test('growth follows what is connected along rows and columns, as far as it is allowed', () => {
  const from = mask('#......', '.......', '.......', '.......', '.......');
  const where = mask('#####..', '....#..', '....#.#', '....###', '##.....');
  expect(drawn(grown(from, where, grid, 5))).toEqual(
    drawn(mask('#####..', '....#..', '.......', '.......', '.......')),
  );
  expect(drawn(grown(from, where, grid, 100))).toEqual(
    drawn(mask('#####..', '....#..', '....#.#', '....###', '.......')),
  );
});

test('a block with one neighbour is a speck, three blocks around a corner are not', () => {
  const some = mask('##.....', '.....#.', '....##.', '.......', '#......');
  expect(drawn(withoutSpecks(some, grid))).toEqual(
    drawn(mask('.......', '.....#.', '....##.', '.......', '.......')),
  );
});
