import { changePlot, violinPlot } from '@timescope/core/plots/groupPlots';
import { cut2 as cut2Of, groupLabels, groupOf } from '@timescope/core/statistics/cut2';
import { bonferroni } from '@timescope/core/statistics/groups/bonferroni';
import { chiSquare, LEAST_EXPECTED } from '@timescope/core/statistics/groups/chiSquare';
import { kolmogorovSmirnov, lilliefors } from '@timescope/core/statistics/groups/kolmogorovSmirnov';
import { kruskalWallis } from '@timescope/core/statistics/groups/kruskalWallis';
import { mannWhitney } from '@timescope/core/statistics/groups/mannWhitney';
import { pairedChange } from '@timescope/core/statistics/groups/pairedChange';
import { pairedTTest, tTest } from '@timescope/core/statistics/groups/tTest';
import { byLabel, rowsOf } from '@timescope/core/statistics/survival/survivalTimes';
import { usage } from '../radiomicsOptions';
import type { CompleteRows } from './completeRows';
import { needed, noAnswer, oneOf, pWords, short, wholeNumber, within } from './options';
import type { Statistic, StatOptions } from './statisticTypes';

const groupColumns = (options: StatOptions) => [needed(options, 'value'), needed(options, 'group')];
const pairColumns = (options: StatOptions) => [needed(options, 'x'), needed(options, 'y')];

const groupsOf = (rows: CompleteRows, options: StatOptions) => {
  const values = rows.numbers(needed(options, 'value'));
  return byLabel(rows.words(needed(options, 'group'))).map(([group, indices]) => ({
    group,
    values: rowsOf(values, indices),
  }));
};

type Group = ReturnType<typeof groupsOf>[number];

function twoGroups(rows: CompleteRows, options: StatOptions): readonly [Group, Group] {
  const [x, y, ...more] = groupsOf(rows, options);
  if (x && y && more.length === 0) return [x, y];
  const count = (x ? 1 : 0) + (y ? 1 : 0) + more.length;
  throw usage(
    `Two groups are compared; the column ${needed(options, 'group')} has ${count}.`,
    'Keep the rows of two groups, or use kruskal.',
  );
}

const valueLabel = (options: StatOptions) =>
  `${needed(options, 'value')}${options.unit === undefined ? '' : ` (${options.unit})`}`;

export const mannwhitney: Statistic = {
  usage: '--value V --group G [--unit NAME]',
  columns: groupColumns,
  answer(rows, options) {
    const [x, y] = twoGroups(rows, options);
    const said = mannWhitney(x.values, y.values);
    if (said.kind !== 'computed') return noAnswer(said, 'W', 'p');
    const { w, p, isExact, superiority } = said;
    return {
      document: {
        W: w,
        p,
        isExact,
        groups: [x, y].map(({ group, values }) => ({ group, n: values.length })),
        superiority,
      },
      said: [
        `W = ${w}, ${pWords(p)}${isExact ? ' (exact)' : ''}`,
        `${x.group} is larger than ${y.group} in a share of ${within(superiority)} of pairs`,
      ],
      plot: () => violinPlot([x, y], valueLabel(options), [`Mann-Whitney ${pWords(p)}`]),
    };
  },
};

export const kruskal: Statistic = {
  usage: '--value V --group G [--unit NAME]',
  columns: groupColumns,
  answer(rows, options) {
    const groups = groupsOf(rows, options);
    const said = kruskalWallis(rows.numbers(needed(options, 'value')), rows.words(needed(options, 'group')));
    if (said.kind !== 'computed') return noAnswer(said, 'chisq', 'df', 'p');
    const { chisq, df, p, groups: medians, epsilonSquared } = said;
    const pairwise = pairwiseTests(groups);
    return {
      document: { chisq, df, p, groups: medians, epsilonSquared, pairwise },
      said: [
        `Kruskal-Wallis chi-square ${chisq.toFixed(3)} (df ${df}), ${pWords(p)}`,
        ...medians.map(({ group, n, median }) => `${group}: n = ${n}, median ${short(median)}`),
        ...pairwise.map(
          pair =>
            `${pair.a} against ${pair.b}: Mann-Whitney ${pWords(pair.p)}, Bonferroni ${pWords(pair.pBonferroni)}`,
        ),
      ],
      plot: () => violinPlot(groups, valueLabel(options), [`Kruskal-Wallis ${pWords(p)}`]),
    };
  },
};

/** Each two groups by Mann-Whitney, with Bonferroni's correction for all of them. */
function pairwiseTests(groups: readonly Group[]) {
  const tests = groups.flatMap((x, k) =>
    groups.slice(k + 1).flatMap(y => {
      const said = mannWhitney(x.values, y.values);
      return said.kind === 'computed' ? [{ a: x.group, b: y.group, p: said.p }] : [];
    }),
  );
  const corrected = bonferroni(tests.map(({ p }) => p));
  return tests.map((test, k) => ({ ...test, pBonferroni: corrected[k] ?? test.p }));
}

export const ttest: Statistic = {
  usage: '--value V --group G [--variances welch|equal] | --x A --y B (pairs)',
  columns: options => (options.x === undefined ? groupColumns(options) : pairColumns(options)),
  answer(rows, options) {
    const isPaired = options.x !== undefined;
    const column = (option: string) => {
      const group = needed(options, option);
      return { group, values: rows.numbers(group) };
    };
    const [x, y] = isPaired ? [column('x'), column('y')] : twoGroups(rows, options);
    const said = isPaired
      ? pairedTTest(x.values, y.values)
      : tTest(x.values, y.values, oneOf(options, 'variances', ['welch', 'equal']));
    if (said.kind !== 'computed') return noAnswer(said, 't', 'df', 'p');
    const { t, df, p, difference, means } = said;
    return {
      document: {
        t,
        df,
        p,
        difference: difference.value,
        lower: difference.lower,
        upper: difference.upper,
        means,
        isPaired,
        groups: [x, y].map(({ group, values }) => ({ group, n: values.length })),
      },
      said: [
        `t = ${t.toFixed(4)} (df ${df.toFixed(2)}), ${pWords(p)}`,
        `Mean ${x.group} less ${y.group}: ${within(difference)}`,
      ],
      plot: isPaired ? undefined : () => violinPlot([x, y], valueLabel(options), [`t-test ${pWords(p)}`]),
    };
  },
};

export const ks: Statistic = {
  usage: '--value V [--group G] (without groups: normality, Lilliefors)',
  columns: options => (options.group === undefined ? [needed(options, 'value')] : groupColumns(options)),
  answer(rows, options) {
    if (options.group === undefined) {
      const said = lilliefors(rows.numbers(needed(options, 'value')));
      if (said.kind !== 'computed') return noAnswer(said, 'D', 'p');
      return {
        document: { D: said.d, p: said.p, test: 'Lilliefors', n: rows.count },
        said: [
          `Distance from a normal distribution D = ${said.d.toFixed(4)}, ${pWords(said.p)} (Lilliefors)`,
        ],
      };
    }
    const [x, y] = twoGroups(rows, options);
    const said = kolmogorovSmirnov(x.values, y.values);
    if (said.kind !== 'computed') return noAnswer(said, 'D', 'p');
    const { d, p, isExact } = said;
    return {
      document: {
        D: d,
        p,
        isExact,
        test: 'two-sample',
        groups: [x, y].map(({ group, values }) => ({ group, n: values.length })),
      },
      said: [`D = ${d.toFixed(4)}, ${pWords(p)}${isExact ? ' (exact)' : ''}`],
    };
  },
};

export const chisq: Statistic = {
  usage: '--x A --y B',
  columns: pairColumns,
  answer(rows, options) {
    const [x, y] = pairColumns(options).map(rows.words);
    const columns = byLabel(y ?? []).map(([label]) => label);
    const parts = byLabel(x ?? []);
    const counts = parts.map(([, indices]) =>
      columns.map(label => indices.filter(row => y?.[row] === label).length),
    );
    const said = chiSquare(counts);
    if (said.kind !== 'computed') return noAnswer(said, 'chisq', 'df', 'p');
    const { chisq: statistic, df, p, isCorrected, uncorrected, expected, cramersV } = said;
    const least = Math.min(...expected.flat());
    return {
      document: {
        chisq: statistic,
        df,
        p,
        isCorrected,
        uncorrected,
        rows: parts.map(([label]) => label),
        columns,
        counts,
        expected,
        cramersV,
      },
      warnings:
        least < LEAST_EXPECTED
          ? [`The least expected count is ${least.toFixed(1)}, below ${LEAST_EXPECTED}: p is approximate.`]
          : [],
      said: [
        `Chi-square ${statistic.toFixed(3)} (df ${df}), ${pWords(p)}${isCorrected ? " (Yates's correction)" : ''}`,
        ...parts.map(
          ([label], k) =>
            `${label}: ${columns.map((column, j) => `${column} ${counts[k]?.[j] ?? 0}`).join(', ')}`,
        ),
      ],
    };
  },
};

export const cut2: Statistic = {
  usage: '--value V --groups N',
  columns: options => [needed(options, 'value')],
  answer(rows, options) {
    const values = rows.numbers(needed(options, 'value'));
    const said = cut2Of(values, wholeNumber(options, 'groups', 2, 3));
    if (said.kind !== 'computed') return noAnswer(said, 'cuts');
    const labels = groupLabels(said.cuts);
    const group = values.map(value => groupOf(value, said.cuts));
    const groups = labels.map((label, k) => ({ label, n: group.filter(own => own === k).length }));
    return {
      document: { cuts: said.cuts, groups, group: group.map(k => labels[k]), lines: rows.lines },
      said: groups.map(({ label, n }) => `${label}: ${n} rows`),
    };
  },
};

export const change: Statistic = {
  usage: '--x EARLIER --y LATER [--unit NAME]',
  columns: pairColumns,
  answer(rows, options) {
    const [nameX, nameY] = [needed(options, 'x'), needed(options, 'y')];
    const [earlier, later] = [rows.numbers(nameX), rows.numbers(nameY)];
    const said = pairedChange(earlier, later);
    if (said.kind !== 'computed') return noAnswer(said, 'meanChange', 'p');
    const { n, rose, fell, unchanged, medianChange, t, signedRank } = said;
    const test = t.kind === 'computed' ? { t: t.t, df: t.df, p: t.p, ...t.difference } : undefined;
    return {
      document: {
        n,
        rose,
        fell,
        unchanged,
        medianChange,
        meanChange: test ? test.value : null,
        lower: test?.lower ?? null,
        upper: test?.upper ?? null,
        t: test?.t ?? null,
        df: test?.df ?? null,
        p: test?.p ?? null,
        signedRank:
          signedRank.kind === 'computed'
            ? { V: signedRank.v, p: signedRank.p, isExact: signedRank.isExact }
            : null,
      },
      notEvaluable: {
        ...(t.kind === 'computed' ? {} : { meanChange: t.reason }),
        ...(signedRank.kind === 'computed' ? {} : { signedRank: signedRank.reason }),
      },
      said: [
        `${n} pairs: ${rose} rose, ${fell} fell, ${unchanged} unchanged; median change ${short(medianChange)}`,
        ...(test ? [`Mean change ${within(test)}, paired t ${pWords(test.p)}`] : []),
        ...(signedRank.kind === 'computed'
          ? [`Wilcoxon signed rank V = ${signedRank.v}, ${pWords(signedRank.p)}`]
          : []),
      ],
      plot: () =>
        changePlot(earlier, later, {
          labels: [nameX, nameY],
          valueLabel: options.unit ?? 'Value',
          remarks: test ? [`Mean change ${within(test, 2)}, ${pWords(test.p)}`] : [],
        }),
    };
  },
};
