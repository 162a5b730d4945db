import { mean, variance } from '@timescope/core/statistics/computable';
import type { Covariate } from '@timescope/core/statistics/design';
import { chiSquare, LEAST_EXPECTED } from '@timescope/core/statistics/groups/chiSquare';
import { kruskalWallis } from '@timescope/core/statistics/groups/kruskalWallis';
import { levene } from '@timescope/core/statistics/groups/levene';
import { lilliefors } from '@timescope/core/statistics/groups/kolmogorovSmirnov';
import { mannWhitney } from '@timescope/core/statistics/groups/mannWhitney';
import { tTest } from '@timescope/core/statistics/groups/tTest';
import { ascending, quantile } from '@timescope/core/statistics/quantile';
import { byLabel, rowsOf } from '@timescope/core/statistics/survival/survivalTimes';
import { pCell, NOT_EVALUABLE } from './shownNumbers';
import { setTitle, usedRows, type StudyCohort } from './studyCohort';
import { absent, type Panel, type ShownRow, type StudyPart, type TidyCell } from './studyParts';

/**
 * How a paper compares a column of numbers: `rank sum` (Xu: Kruskal-Wallis, mean and standard deviation) or `by normality`
 * (the CT paper: t-test where both sets are normal with equal variances, else Mann-Whitney).
 */
type NumbersCompared = 'rank sum' | 'by normality';

/** Table of the patients' characteristics by set, each with the test of a difference between the sets. */
export function characteristicsTable(
  name: string,
  cohort: StudyCohort,
  columns: readonly string[],
  compared: NumbersCompared,
): StudyPart {
  const title = 'Characteristics of the patients';
  if (columns.length === 0)
    return { name, title, panels: [absent(title, 'the cohort has no column that describes the patients')] };
  const found = columns.map(column => {
    const { rows, missing } = usedRows(cohort.table, [column]);
    const [sets, covariate] = [rows.words('set'), rows.covariate(column, [])];
    return { column, missing, ...described(covariate, sets, cohort.sets, compared) };
  });
  const panel: Panel = {
    letter: '',
    title: '',
    content: {
      kind: 'table',
      head: ['', ...cohort.sets.map(setTitle), 'Test', 'P'],
      rows: found.flatMap(({ column, shown, test }) => [
        { cells: [column, ...cohort.sets.map(() => ''), test.name, test.p === null ? '' : pCell(test.p)] },
        ...shown,
      ]),
      data: {
        columns: ['characteristic', 'value', 'set', 'count_or_mean', 'share_or_sd', 'median', 'lower_quartile', 'upper_quartile', 'test', 'statistic', 'p'], // prettier-ignore
        rows: found.flatMap(({ column, data, test }) =>
          data.map(row => [column, ...row, test.name, test.statistic, test.p]),
        ),
      },
    },
    notes: [
      'n (%) of words; of numbers mean \u00b1 SD or median (quartiles). Empty cells are left out of their line.',
      ...found.flatMap(({ column, test }) => (test.note === '' ? [] : [`${column}: ${test.note}.`])),
    ],
    missing: found.flatMap(({ missing }) => missing),
  };
  return { name, title, panels: [panel] };
}

interface SetTest {
  readonly name: string;
  readonly statistic: number | null;
  readonly p: number | null;
  readonly note: string;
}

interface Described {
  readonly shown: readonly ShownRow[];
  readonly data: readonly (readonly TidyCell[])[];
  readonly test: SetTest;
}

function described(
  covariate: Covariate,
  setOf: readonly string[],
  sets: readonly string[],
  compared: NumbersCompared,
): Described {
  const own = sets.map(set => Array.from(setOf.keys()).filter(row => setOf[row] === set));
  if (covariate.kind === 'categories') return describedWords(covariate.values, own, sets);
  return describedNumbers(
    own.map(rows => rowsOf(covariate.values, rows)),
    sets,
    compared,
  );
}

function describedWords(
  values: readonly string[],
  own: readonly (readonly number[])[],
  sets: readonly string[],
): Described {
  const words = byLabel(values).map(([word]) => word);
  const counts = words.map(word => own.map(rows => rows.filter(row => values[row] === word).length));
  const share = (count: number, set: number) => count / (own[set]?.length ?? NaN);
  const said = chiSquare(counts);
  const p = said.kind === 'computed' ? said.p : null;
  const least = said.kind === 'computed' ? Math.min(...said.expected.flat()) : LEAST_EXPECTED;
  return {
    shown: words.map((word, k) => ({
      cells: [
        `  ${word}`,
        ...(counts[k] ?? []).map((count, set) =>
          own[set]?.length === 0 ? '' : `${count} (${(100 * share(count, set)).toFixed(1)} %)`,
        ),
        '',
        '',
      ],
    })),
    data: words.flatMap((word, k) =>
      (counts[k] ?? []).map((count, set): TidyCell[] => [
        word,
        sets[set] ?? '',
        count,
        own[set]?.length === 0 ? null : share(count, set),
        null,
        null,
        null,
      ]),
    ),
    test: {
      name: 'Chi-square',
      statistic: said.kind === 'computed' ? said.chisq : null,
      p,
      note:
        said.kind !== 'computed'
          ? `${NOT_EVALUABLE}, ${said.reason}`
          : least < LEAST_EXPECTED
            ? `the least expected count is ${least.toFixed(1)}, P is approximate`
            : '',
    },
  };
}

function describedNumbers(
  groups: readonly (readonly number[])[],
  sets: readonly string[],
  compared: NumbersCompared,
): Described {
  const { test, isNormal } =
    compared === 'rank sum' ? { test: rankSum(groups, sets), isNormal: true } : byNormality(groups);
  const [low, middle, high] = [0.25, 0.5, 0.75].map(p => groups.map(own => quantile(ascending(own), p)));
  const digits = (value: number | undefined) => (value === undefined ? '' : value.toFixed(2));
  const words = groups.map((own, set) => {
    if (own.length < 2) return own.length === 0 ? '' : digits(own[0]);
    return isNormal
      ? `${digits(mean(own))} \u00b1 ${digits(Math.sqrt(variance(own)))}`
      : `${digits(middle?.[set])} (${digits(low?.[set])}, ${digits(high?.[set])})`;
  });
  return {
    shown: [{ cells: [isNormal ? '  mean \u00b1 SD' : '  median (quartiles)', ...words, '', ''] }],
    data: groups.map((own, set): TidyCell[] => [
      'all',
      sets[set] ?? '',
      own.length === 0 ? null : mean(own),
      own.length < 2 ? null : Math.sqrt(variance(own)),
      ...[middle, low, high].map(of => (own.length === 0 ? null : (of?.[set] ?? null))),
    ]),
    test,
  };
}

function rankSum(groups: readonly (readonly number[])[], sets: readonly string[]): SetTest {
  const said = kruskalWallis(
    groups.flat(),
    groups.flatMap((own, set) => own.map(() => sets[set] ?? '')),
  );
  return said.kind === 'computed'
    ? { name: 'Kruskal-Wallis', statistic: said.chisq, p: said.p, note: '' }
    : { name: 'Kruskal-Wallis', statistic: null, p: null, note: `${NOT_EVALUABLE}, ${said.reason}` };
}

const SIGNIFICANT = 0.05;

function byNormality(groups: readonly (readonly number[])[]): { test: SetTest; isNormal: boolean } {
  const normal = groups.map(lilliefors);
  const isNormal = normal.every(said => said.kind === 'computed' && said.p >= SIGNIFICANT);
  const [x = [], y = [], ...more] = groups;
  if (more.length > 0) return { test: rankSum(groups, groups.map((_, k) => String(k))), isNormal }; // prettier-ignore
  const spread = levene(groups);
  const isEqual = spread.kind === 'computed' && spread.p >= SIGNIFICANT;
  if (isNormal && isEqual) {
    const said = tTest(x, y, 'equal');
    if (said.kind === 'computed')
      return { test: { name: 't-test', statistic: said.t, p: said.p, note: '' }, isNormal };
  }
  const said = mannWhitney(x, y);
  const test =
    said.kind === 'computed'
      ? { name: 'Mann-Whitney', statistic: said.w, p: said.p, note: '' }
      : { name: 'Mann-Whitney', statistic: null, p: null, note: `${NOT_EVALUABLE}, ${said.reason}` };
  return { test, isNormal };
}
