import { runsOf } from '@timescope/core/geometry/maskRuns';
import { outlineLoops, type Loop } from '../../../../extensions/ct-radiomics/src/overlays/outlineLoops';

/** Loops around the # of a picture. */
const loopsOf = (...rows: string[]) => {
  const pixels = Uint8Array.from(rows.join(''), sign => (sign === '#' ? 1 : 0));
  return outlineLoops(runsOf(pixels, 1), rows[0]?.length ?? 0, rows.length);
};

/** Positive around a region, negative around a hole. */
const areaOf = (loop: Loop) => {
  let twice = 0;
  for (let at = 0; at < loop.length; at += 2) {
    const [x, y] = [loop[at] ?? 0, loop[at + 1] ?? 0];
    const [nextX, nextY] = [loop[(at + 2) % loop.length] ?? 0, loop[(at + 3) % loop.length] ?? 0];
    twice += x * nextY - nextX * y;
  }
  return twice / 2;
};

test('one pixel is a square of four corners', () => {
  expect(loopsOf('...', '.#.', '...')).toEqual([[1, 1, 2, 1, 2, 2, 1, 2]]);
});

test('a row has corners only where it turns, also at the edge of the slice', () => {
  expect(loopsOf('###')).toEqual([[0, 0, 3, 0, 3, 1, 0, 1]]);
});

test('a hole is a loop of its own, the other way round', () => {
  expect(loopsOf('###', '#.#', '###').map(areaOf).sort()).toEqual([-1, 9]);
});

test('two islands and two pixels that touch at a corner are two loops each', () => {
  expect(loopsOf('#.#').map(areaOf)).toEqual([1, 1]);
  expect(loopsOf('#.', '.#').map(areaOf)).toEqual([1, 1]);
  expect(loopsOf('.#', '#.').map(areaOf)).toEqual([1, 1]);
});

test('an empty slice has none', () => {
  expect(loopsOf('..', '..')).toEqual([]);
});

test('the areas of all loops of a ragged region add up to its pixels', () => {
  const ragged = ['#.##..', '.##.#.', '###.##', '..#.#.', '##..##'];
  const areas = loopsOf(...ragged).map(areaOf);
  expect(areas.reduce((sum, area) => sum + area, 0)).toBe(ragged.join('').replaceAll('.', '').length);
});
