import { agreementOf } from '@timescope/core/geometry/agreement/agreement';
import { fQuantile } from '@timescope/core/statistics/fQuantile';
import { intraclassCorrelations, type IccResult } from '@timescope/core/statistics/icc';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { repository } from '../../harness/commandLine';
import { generatedPair } from '../../harness/readerPairs';

/** Shrout and Fleiss, Psychological Bulletin 1979, table 2: 6 subjects, 4 judges. */
const SHROUT_FLEISS = [
  [9, 2, 5, 8],
  [6, 1, 3, 2],
  [8, 4, 6, 8],
  [7, 1, 2, 6],
  [10, 5, 6, 9],
  [6, 2, 4, 7],
];

test('the ratings of Shrout and Fleiss give their 0.29 and 0.71', () => {
  const said = computed(SHROUT_FLEISS);
  expect(said.icc21.value).toBeCloseTo(0.2898, 4);
  expect(said.icc31.value).toBeCloseTo(0.7148, 4);
  expect([said.subjects, said.raters]).toEqual([6, 4]);
});

test('two raters who say the same have ICC 1, with a constant shift only the consistency stays 1', () => {
  expect(
    computed([
      [0.1, 0.1],
      [0.7, 0.7],
      [1.3, 1.3],
    ]),
  ).toMatchObject({
    icc21: { value: 1, lower: 1, upper: 1 },
    icc31: { value: 1, lower: 1, upper: 1 },
  });
  // Mean squares: subjects 2, raters 3 x 0.5 = 1.5, error 0: ICC(2,1) = 2 / (2 + 2 x 1.5 / 3) = 2/3.
  const shifted = computed([
    [1, 2],
    [2, 3],
    [3, 4],
  ]);
  expect(shifted.icc31.value).toBe(1);
  expect(shifted.icc21.value).toBeCloseTo(2 / 3, 12);
});

test('an ICC does not change when all ratings are shifted or multiplied', () => {
  const moved = computed(SHROUT_FLEISS.map(row => row.map(value => 1e6 + 1000 * value)));
  const [a, b] = [computed(SHROUT_FLEISS), moved];
  expect(b.icc21.lower).toBeCloseTo(a.icc21.lower, 8);
  expect(b.icc31.upper).toBeCloseTo(a.icc31.upper, 8);
});

test('one subject, one rater, a missing rating and subjects without a difference are not computable, with the reason', () => {
  expect(intraclassCorrelations([])).toMatchObject({ kind: 'not computable' });
  expect(intraclassCorrelations([[1, 2]])).toEqual({
    kind: 'not computable',
    reason: 'at least two subjects are needed',
  });
  expect(intraclassCorrelations([[1], [2]])).toMatchObject({ reason: 'at least two raters are needed' });
  expect(
    intraclassCorrelations([
      [1, 2],
      [3, NaN],
    ]),
  ).toMatchObject({
    reason: 'every rater must have rated every subject',
  });
  expect(
    intraclassCorrelations([
      [5, 5],
      [5, 5],
    ]),
  ).toMatchObject({
    reason: 'the subjects do not differ from each other',
  });
});

describe('against R', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'icc-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test("F quantiles meet R's qf to 10 digits, with whole, broken, small and large degrees of freedom", () => {
    const asked = [
      [0.975, 5, 15],
      [0.975, 15, 5],
      [0.975, 19, 4.78669],
      [0.975, 0.7, 19],
      [0.975, 1, 1],
      [0.025, 3, 400],
      [0.5, 2000, 2000],
      [0.999, 40, 2.5],
    ] as const;
    const printed = oracle('--qf', ...asked.flat().map(String)).flat();
    asked.forEach(([p, df1, df2], row) => {
      expect(fQuantile(p, df1, df2) / (printed[row] ?? NaN)).toBeCloseTo(1, 10);
    });
  });

  test('ICC(2,1), ICC(3,1) and their intervals meet psych on Shrout-Fleiss, the volumes of 20 generated pairs of outlines and 20 random tables', () => {
    const seeds = Array.from({ length: 20 }, (_, seed) => seed);
    const tables = [SHROUT_FLEISS, seeds.map(volumes), ...seeds.map(randomTable)];
    const files = tables.map((table, index) => {
      const file = path.join(folder, `${index}.txt`);
      writeFileSync(file, table.map(row => row.join(' ')).join('\n'));
      return file;
    });
    const printed = oracle(...files);
    expect(printed).toHaveLength(22);
    tables.forEach((table, index) => {
      const { icc21, icc31 } = computed(table);
      const ours = [icc21.value, icc21.lower, icc21.upper, icc31.value, icc31.lower, icc31.upper];
      ours.forEach((value, column) => {
        expect(value).toBeCloseTo(printed[index]?.[column] ?? NaN, 9);
      });
    });
  }, 60_000);
});

/** Volume in mm3 of one generated tumour by both readers. */
function volumes(seed: number): [number, number] {
  const { volumeMm3 } = agreementOf(...generatedPair(seed));
  return [volumeMm3.a, volumeMm3.b];
}

/** 5 to 24 tumours' volumes by two readers, the second with a shift and noise of his own; the same for a seed. */
function randomTable(seed: number): number[][] {
  let state = 12_345 + 7919 * seed;
  const next = () => (state = (1_103_515_245 * state + 12_345) % 2 ** 31) / 2 ** 31;
  return Array.from({ length: 5 + seed }, () => {
    const volume = 20 + 80 * next();
    return [volume + 5 * seed * next(), volume + seed + 5 * seed * next()];
  });
}

function computed(ratings: readonly (readonly number[])[]): Extract<IccResult, { kind: 'computed' }> {
  const said = intraclassCorrelations(ratings);
  if (said.kind === 'computed') return said;
  throw new Error(said.reason);
}

/** What the oracle prints, as rows of numbers. */
function oracle(...argv: string[]): number[][] {
  const script = path.join(repository, 'tests/oracles/icc.R');
  const text = execFileSync('Rscript', [script, ...argv], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return text
    .trim()
    .split('\n')
    .map(line => line.trim().split(/\s+/).map(Number));
}

test('ratings that are equal but for rounding do not differ, small ones that do differ are judged', () => {
  const rounded = intraclassCorrelations([
    [0.1 + 0.2, 0.1 + 0.2],
    [0.3, 0.3],
    [0.3, 0.3],
  ]);
  expect(rounded).toEqual({
    kind: 'not computable',
    reason: 'the subjects do not differ from each other',
  });
  const small = [1e-9, 2e-9, 3e-9].map(value => [1 + value, 1 + value]);
  expect(intraclassCorrelations(small)).toMatchObject({ kind: 'computed' });
});
