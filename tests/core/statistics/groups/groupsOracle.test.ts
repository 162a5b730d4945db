import { bonferroni } from '@timescope/core/statistics/groups/bonferroni';
import { chiSquare } from '@timescope/core/statistics/groups/chiSquare';
import { kolmogorovSmirnov, lilliefors } from '@timescope/core/statistics/groups/kolmogorovSmirnov';
import { kruskalWallis } from '@timescope/core/statistics/groups/kruskalWallis';
import { mannWhitney } from '@timescope/core/statistics/groups/mannWhitney';
import { signedRank } from '@timescope/core/statistics/groups/pairedChange';
import { pairedTTest, tTest } from '@timescope/core/statistics/groups/tTest';
import { random } from '@timescope/synthetic/random';
import { computed } from '../../../oracles/computed';
import { at, expectAsInR, rOracle } from '../../../oracles/rOracle';

const P_VALUES = { relative: 1e-6, absolute: 1e-13 };

/** Values of two groups, the second moved; `step` rounds them, so that many are equal. */
function samples(m: number, n: number, shift: number, step: number, seed: number) {
  const dice = random(seed, 3);
  const value = (mean: number) => {
    const drawn = dice.normal(mean);
    return step === 0 ? drawn : Math.round(drawn / step) * step;
  };
  return {
    x: Array.from({ length: m }, () => value(0)),
    y: Array.from({ length: n }, () => value(shift)),
  };
}

const pairs = [
  samples(5, 6, 0.5, 0, 1),
  samples(30, 45, 0.3, 0, 2),
  samples(30, 45, 0, 0.5, 3),
  samples(80, 90, 1.5, 0, 4),
  samples(200, 150, 0.2, 0.25, 5),
  samples(3, 60, 2, 0, 6),
];

test('Mann-Whitney, exact and with ties, and its share of pairs are as in R', () => {
  const printed = rOracle(
    'statistics',
    pairs.map(({ x, y }) => ({ what: 'mannwhitney', x, y })),
  );
  pairs.forEach(({ x, y }, k) => {
    const said = computed(mannWhitney(x, y));
    expectAsInR(said.w, at(printed, k, 'w'));
    expectAsInR(said.p, at(printed, k, 'p'), P_VALUES);
    expectAsInR(said.superiority, at(printed, k, 'superiority'));
  });
}, 180_000);

test("Student's, Welch's and the paired t-test with their intervals are as in R", () => {
  const tasks = pairs.flatMap(({ x, y }) => [
    { what: 'ttest', x, y },
    { what: 'ttest', x, y, equal: true },
    { what: 'ttest', x: x.slice(0, 3), y: y.slice(0, 3), paired: true },
  ]);
  const printed = rOracle('statistics', tasks);
  tasks.forEach(({ x, y, ...more }, k) => {
    const said = computed(
      'paired' in more ? pairedTTest(x, y) : tTest(x, y, 'equal' in more ? 'equal' : 'welch'),
    );
    const { t, df, p, difference } = said;
    expectAsInR(
      { t, df, difference },
      { t: at(printed, k, 't'), df: at(printed, k, 'df'), difference: at(printed, k, 'difference') },
    );
    expectAsInR(p, at(printed, k, 'p'), P_VALUES);
  });
}, 180_000);

test('Kolmogorov-Smirnov of two samples is as in R: exact, with ties and in the limit', () => {
  const printed = rOracle(
    'statistics',
    pairs.map(({ x, y }) => ({ what: 'ks', x, y })),
  );
  pairs.forEach(({ x, y }, k) => {
    const said = computed(kolmogorovSmirnov(x, y));
    expectAsInR(said.d, at(printed, k, 'd'));
    expectAsInR(said.p, at(printed, k, 'p'), { relative: 1e-6, absolute: 1e-12 });
  });
}, 180_000);

test("Lilliefors's test of normality is as in nortest", () => {
  const dice = random(9, 1);
  const all = [
    ...pairs.map(({ y }) => y),
    Array.from({ length: 60 }, () => dice.uniform() ** 3),
    Array.from({ length: 400 }, () => dice.normal()),
  ];
  const printed = rOracle(
    'statistics',
    all.map(values => ({ what: 'lilliefors', values })),
  );
  all.forEach((values, k) => {
    const { d, p } = computed(lilliefors(values));
    expectAsInR(d, at(printed, k, 'd'));
    expectAsInR(p, at(printed, k, 'p'), P_VALUES);
  });
}, 180_000);

test('Kruskal-Wallis of three groups, with and without ties, is as in R', () => {
  const tasks = pairs.map(({ x, y }) => {
    const values = [...x, ...y, ...x.map(value => value + 0.75)];
    return {
      what: 'kruskal',
      values,
      group: values.map((_, k) => (k < x.length ? 'a' : k < x.length + y.length ? 'b' : 'c')),
    };
  });
  const printed = rOracle('statistics', tasks);
  tasks.forEach(({ values, group }, k) => {
    const { chisq, df, p } = computed(kruskalWallis(values, group));
    expectAsInR({ chisq, df }, { chisq: at(printed, k, 'chisq'), df: at(printed, k, 'df') });
    expectAsInR(p, at(printed, k, 'p'), P_VALUES);
  });
}, 180_000);

test('chi-square of tables, two by two with and without correction, is as in R', () => {
  const tables = [
    [
      [10, 20],
      [30, 5],
    ],
    [
      [10, 11],
      [11, 12],
    ],
    [
      [3, 1],
      [2, 4],
    ],
    [
      [12, 5, 7],
      [3, 9, 14],
      [22, 1, 6],
    ],
    [
      [100, 200, 300],
      [120, 180, 280],
    ],
  ];
  const printed = rOracle(
    'statistics',
    tables.map(counts => ({ what: 'chisq', counts })),
  );
  tables.forEach((counts, k) => {
    const { p, uncorrected, ...said } = computed(chiSquare(counts));
    expectAsInR(said.chisq, at(printed, k, 'chisq'));
    expectAsInR(said.expected, at(printed, k, 'expected'));
    expectAsInR(p, at(printed, k, 'p'), P_VALUES);
    expectAsInR(uncorrected, at(printed, k, 'uncorrected'), P_VALUES);
  });
}, 180_000);

test("Wilcoxon's signed ranks of paired changes and Bonferroni's p-values are as in R", () => {
  const chosen = pairs.map(({ x, y }) => {
    const n = Math.min(x.length, y.length);
    return { what: 'signedrank', earlier: x.slice(0, n), later: y.slice(0, n) };
  });
  const p = [0.001, 0.02, 0.3];
  const printed = rOracle('statistics', [...chosen, { what: 'bonferroni', p, tests: 5 }]);
  chosen.forEach(({ earlier, later }, k) => {
    const said = computed(signedRank(later.map((value, row) => value - (earlier[row] ?? NaN))));
    expectAsInR(said.v, at(printed, k, 'v'));
    expectAsInR(said.p, at(printed, k, 'p'), P_VALUES);
  });
  expectAsInR(bonferroni(p, 5), at(printed, chosen.length));
}, 180_000);
