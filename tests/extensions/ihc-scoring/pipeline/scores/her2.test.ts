import { her2 } from '@timescope/extension-ihc-scoring/pipeline/scores/her2';

/** 1000 tumour cells: complete and incomplete borders of grade 1+, 2+, 3+; the rest unstained. */
const cells = (complete: number[], incomplete: number[] = [0, 0, 0]) => {
  const [c1 = 0, c2 = 0, c3 = 0] = complete;
  const [i1 = 0, i2 = 0, i3 = 0] = incomplete;
  const unstained = 1000 - c1 - c2 - c3 - i1 - i2 - i3;
  return { complete: [0, c1, c2, c3], incomplete: [unstained, i1, i2, i3] } as const;
};

test.each([
  ['no staining at all', cells([0, 0, 0]), '0 (no staining)'],
  ['0.9 % faint incomplete counts as none', cells([0, 0, 0], [9, 0, 0]), '0 (no staining)'],
  ['5 % faint incomplete', cells([0, 0, 0], [50, 0, 0]), '0 (faint, at most 10 %)'],
  ['exactly 10 % faint incomplete', cells([0, 0, 0], [100, 0, 0]), '0 (faint, at most 10 %)'],
  ['10.1 % faint incomplete', cells([0, 0, 0], [101, 0, 0]), '1+'],
  ['60 % moderate but incomplete', cells([0, 0, 0], [0, 600, 0]), '1+'],
  ['10 % weak complete, no more', cells([100, 0, 0]), '0 (faint, at most 10 %)'],
  ['10 % weak complete and 20 % incomplete', cells([100, 0, 0], [200, 0, 0]), '1+'],
  ['10.1 % weak complete', cells([101, 0, 0]), '2+'],
  ['30 % moderate complete', cells([0, 300, 0]), '2+'],
  ['10 % intense complete', cells([0, 0, 100]), '2+'],
  ['1 % intense complete', cells([0, 0, 10]), '2+'],
  ['10.1 % intense complete', cells([0, 0, 101]), '3+'],
  ['90 % intense complete', cells([0, 0, 900]), '3+'],
])('HER2: %s is %s', (_, counts, expected) => {
  expect(her2(counts)?.splitClass).toBe(expected);
});

test('the 2018 class does not split 0', () => {
  expect(her2(cells([0, 0, 0]))?.class).toBe('0');
  expect(her2(cells([0, 0, 0], [50, 0, 0]))?.class).toBe('0');
  expect(her2(cells([0, 0, 200]))?.class).toBe('3+');
});

test('an H-score of 200 fits every class: the pattern decides', () => {
  expect(her2(cells([0, 0, 0], [0, 1000, 0]))?.class).toBe('1+');
  expect(her2(cells([0, 1000, 0]))?.class).toBe('2+');
  expect(her2(cells([0, 0, 666]))?.class).toBe('3+');
});

test('an entered percentage of complete membranes replaces the measured one, the most intense cells first', () => {
  const incomplete = cells([0, 0, 0], [200, 100, 80]);
  expect(her2(incomplete)).toMatchObject({ class: '1+', pcms: 0, pcmsSource: 'measured' });
  const entered = her2(incomplete, 30);
  expect(entered).toMatchObject({ class: '2+', pcms: 30, pcmsSource: 'entered' });
  expect(entered?.percentIntenseComplete).toBe(8);
  expect(entered?.rule).toContain('entered percentage');
});

test('without tumour cells there is no class', () => {
  expect(her2({ complete: [0, 0, 0, 0], incomplete: [0, 0, 0, 0] })).toBeUndefined();
});
