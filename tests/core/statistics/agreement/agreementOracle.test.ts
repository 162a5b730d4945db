import { blandAltman } from '@timescope/core/statistics/agreement/blandAltman';
import { cohenKappa } from '@timescope/core/statistics/agreement/cohenKappa';
import {
  meanAbsoluteError,
  meanPercentageError,
} from '@timescope/core/statistics/agreement/measurementError';
import { eachResample } from '@timescope/core/statistics/bootstrap';
import { pearson, spearman } from '@timescope/core/statistics/correlation';
import { cut2 } from '@timescope/core/statistics/cut2';
import { density } from '@timescope/core/statistics/density';
import {
  betaQuantile,
  chiSquareAbove,
  fAbove,
  normalBelow,
  normalTwoSided,
  student95,
  studentTwoSided,
} from '@timescope/core/statistics/distributions';
import { random } from '@timescope/synthetic/random';
import { computed } from '../../../oracles/computed';
import { at, expectAsInR, rOracle } from '../../../oracles/rOracle';

/** Down to 1e-12, where R leaves the digits of its series and prints 0. */
const P_VALUES = { relative: 1e-6, absolute: 1e-12 };

/** Two readers' values of the same slides; `step` rounds them. */
function readings(n: number, noise: number, step: number, seed: number) {
  const dice = random(seed, 17);
  const rounded = (value: number) => (step === 0 ? value : Math.round(value / step) * step);
  const truth = Array.from({ length: n }, () => dice.uniform(5, 300));
  return {
    x: truth.map(value => rounded(value + dice.normal(0, noise))),
    y: truth.map(value => rounded(value + 4 + dice.normal(0, noise))),
  };
}

const pairs = [
  readings(5, 60, 0, 1),
  readings(9, 120, 0, 2),
  readings(12, 200, 0, 3),
  readings(60, 40, 0, 4),
  readings(80, 150, 25, 5),
  readings(400, 20, 0, 6),
];

test('the tails of the distributions are as in R, far out too', () => {
  const tasks = [
    { z: 0.3, x: 0.2, df: 1, q: 0.025 },
    { z: -1.96, x: 3.84, df: 2, q: 0.5 },
    { z: 4, x: 30, df: 3.5, q: 0.975 },
    { z: 7, x: 90, df: 12, q: 0.9 },
    { z: -0.01, x: 400, df: 350, q: 0.1 },
    { z: 7.1, x: 60, df: 1, q: 0.3 },
  ];
  const printed = rOracle(
    'statistics',
    tasks.map(task => ({ what: 'tails', ...task })),
  );
  tasks.forEach(({ z, x, df, q }, k) => {
    const ours = {
      normal: normalTwoSided(z),
      below: normalBelow(z),
      chisq: chiSquareAbove(x, df),
      student: studentTwoSided(z, df),
      quantile: student95(df),
      f: fAbove(x, df, 7.5),
      beta: betaQuantile(q, df, 3),
    };
    expectAsInR(ours, at(printed, k), { relative: 1e-9, absolute: 0, where: String(k) });
  });
}, 180_000);

test("Pearson's and Spearman's correlations with intervals and p-values are as in R", () => {
  const printed = rOracle(
    'statistics',
    pairs.flatMap(({ x, y }) => [
      { what: 'pearson', x, y },
      { what: 'spearman', x, y },
    ]),
  );
  pairs.forEach(({ x, y }, k) => {
    [computed(pearson(x, y)), computed(spearman(x, y))].forEach(({ value, lower, upper, p }, which) => {
      const theirs = at(printed, 2 * k + which);
      for (const [key, ours] of Object.entries({ value, lower, upper }))
        expectAsInR(ours, at(theirs, key), { where: `${k} ${which} ${key}` });
      expectAsInR(p, at(theirs, 'p'), { ...P_VALUES, where: `${k} ${which} p` });
    });
  });
}, 180_000);

test('limits of agreement with their intervals are as in R', () => {
  const printed = rOracle(
    'statistics',
    pairs.map(({ x, y }) => ({ what: 'blandaltman', a: x, b: y })),
  );
  pairs.forEach(({ x, y }, k) => expectAsInR(computed(blandAltman(x, y)), at(printed, k)));
}, 180_000);

test("Cohen's kappa plain, linear and quadratic with its standard error is as in vcd", () => {
  const dice = random(4, 4);
  const tables = [2, 3, 4, 4].map((categories, k) => {
    const a = Array.from({ length: 40 + 60 * k }, () => dice.below(categories));
    return { a, b: a.map(value => (dice.chance(0.7) ? value : dice.below(categories))) };
  });
  const printed = rOracle(
    'statistics',
    tables.map(table => ({ what: 'kappa', ...table })),
  );
  tables.forEach(({ a, b }, k) => {
    expectAsInR(computed(cohenKappa(a.map(String), b.map(String))), at(printed, k), { where: String(k) });
  });
}, 180_000);

test("groups of 3 to 5,000 values, with and without ties, are cut as Hmisc's cut2 cuts them", () => {
  const dice = random(8, 8);
  const chosen = [
    { values: Array.from({ length: 200 }, (_, k) => k + 1), groups: 3 },
    { values: [1, 2, 3, 3, 3, 3, 3, 3], groups: 3 },
    { values: [1, 1, 1, 2], groups: 2 },
    { values: [0, 0, 0, 0, 5, 6, 7], groups: 2 },
    { values: [16.666666667, 50, 83.333333333], groups: 3 },
    { values: Array.from({ length: 5000 }, () => dice.normal()), groups: 3 },
    { values: Array.from({ length: 5000 }, () => dice.below(100)), groups: 3 },
    ...[2, 3, 4, 5].flatMap(groups => [
      { values: Array.from({ length: 37 }, () => dice.normal()), groups },
      { values: Array.from({ length: 53 }, () => dice.below(9)), groups },
    ]),
  ];
  const printed = rOracle(
    'statistics',
    chosen.map(task => ({ what: 'cut2', ...task })),
  );
  chosen.forEach(({ values, groups }, k) => {
    expectAsInR([...new Set(computed(cut2(values, groups)).cuts)], at(printed, k), { where: String(k) });
  });
}, 180_000);

test('mean errors with their bootstrap intervals are as in R on our resamples', () => {
  const plan = { replicates: 200, seed: 3 };
  const { x, y } = readings(50, 15, 0, 9);
  const resamples: number[][] = [];
  eachResample(x.length, plan, indices => resamples.push([...indices]));
  const errors = x.map((value, k) => value - (y[k] ?? NaN));
  const percent = errors.map((error, k) => (100 * error) / Math.abs(y[k] ?? NaN));
  const printed = rOracle(
    'statistics',
    [errors.map(Math.abs), percent, percent.map(Math.abs)].map(values => ({
      what: 'resampledmean',
      values,
      resamples,
    })),
  );
  const { signed, absolute } = computed(meanPercentageError(x, y, plan));
  expectAsInR([computed(meanAbsoluteError(x, y, plan)), signed, absolute], printed);
}, 180_000);

test("the density of a violin has R's bandwidth and the heights of normal kernels", () => {
  const all = pairs.map(({ x }) => x);
  const printed = rOracle(
    'statistics',
    all.map(values => ({ what: 'kernel', values })),
  );
  all.forEach((values, k) => {
    const { bandwidth, height } = computed(density(values));
    expectAsInR({ bandwidth, height }, at(printed, k));
  });
}, 180_000);
