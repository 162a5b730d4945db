import type { ResamplePlan } from '@timescope/core/statistics/bootstrap';
import { spearman } from '@timescope/core/statistics/correlation';
import { roc } from '@timescope/core/statistics/diagnostics/roc';
import { mannWhitney } from '@timescope/core/statistics/groups/mannWhitney';
import { coxModel } from '@timescope/core/statistics/survival/coxModel';
import { logRank } from '@timescope/core/statistics/survival/logRank';
import { ctTimeCohort } from '@timescope/synthetic/cohort/ctTimeCohort';
import type { GeneratedTable } from '@timescope/synthetic/cohort/generatedTable';
import { hScoreCohort } from '@timescope/synthetic/cohort/hScoreCohort';
import { stromaImmuneCohort } from '@timescope/synthetic/cohort/stromaImmuneCohort';
import { random } from '@timescope/synthetic/random';
import { comparisonPanel } from '../../../packages/cli/src/study/ctTime/comparison';
import { performancePanel } from '../../../packages/cli/src/study/ctTime/performance';
import { targetModels } from '../../../packages/cli/src/study/ctTime/targetModels';
import { correlationTable } from '../../../packages/cli/src/study/hScore/agreementTables';
import { withMean } from '../../../packages/cli/src/study/hScore/readers';
import { hazardTable } from '../../../packages/cli/src/study/stromaImmune/hazardTable';
import { CLASSES, immuneScores } from '../../../packages/cli/src/study/stromaImmune/immuneScore';
import { STROMA } from '../../../packages/cli/src/study/stromaImmune/survivalModels';
import { studyCohort, type StudyCohort } from '../../../packages/cli/src/study/studyCohort';
import type { Panel, TidyCell } from '../../../packages/cli/src/study/studyParts';
import { coverageTable } from '../../harness/coverageTable';
import { computed } from '../../oracles/computed';

const { tally, expectUniform } = coverageTable();

/** As the issue asks. 95 % of 2,000 has a standard error of 0.5 %. */
const SEEDS = 2000;
const seeds = Array.from({ length: SEEDS }, (_, seed) => seed + 1);
const PLAN: ResamplePlan = { replicates: 200, seed: 1 };
/** Larger than the papers' sets where an interval is asymptotic: small ones are looked at apart. */
const SETS = { development: 300, internal: 300 };
const MINUTES = 60_000;

test(
  'stroma-immune: the intervals of Table 2 cover the true hazard ratios in 93 to 97 % of 2,000 cohorts',
  () => {
    const covered = tally('stroma-immune, 300 patients');
    for (const seed of seeds) {
      const { table, truth } = stromaImmuneCohort({ seed, sets: SETS });
      const [intermediate, high] = truth.hazardRatios;
      const truths = new Map([['intermediate', intermediate], ['high', high], ['III', truth.stageIII], ['age', truth.ageYear]]); // prettier-ignore
      for (const [set, model, term, , lower, upper] of table2(table))
        if (model === 'multivariable')
          covered.add(`${String(set)}, ${String(term)}`, isWithin(truths.get(String(term)), lower, upper));
    }
    covered.expectAll(8);
  },
  20 * MINUTES,
);

test(
  "in sets of the paper's size (200, 134, 90) the intervals of the classes cover 93 to 97 %",
  () => {
    const covered = tally("stroma-immune, the paper's sets");
    for (const seed of seeds) {
      const { table, truth } = stromaImmuneCohort({ seed });
      for (const [set, model, term, , lower, upper] of table2(table))
        if (model === 'multivariable' && (term === 'high' || term === 'intermediate'))
          covered.add(
            `${String(set)}, ${term}`,
            isWithin(truth.hazardRatios[term === 'high' ? 1 : 0], lower, upper),
          );
    }
    covered.expectAll(6);
  },
  20 * MINUTES,
);

test(
  'stroma-immune without an effect: the p-values of the classes are uniform',
  () => {
    const p = seeds.flatMap(seed => {
      const { table } = stromaImmuneCohort({ seed, sets: SETS, hazardRatios: [1, 1] });
      return table2(table)
        .filter(row => row[0] === 'internal' && row[1] === 'multivariable' && row[2] === 'high')
        .map(row => Number(row[6]));
    });
    expectUniform('hazard ratio of high', p);
  },
  20 * MINUTES,
);

const EQUAL = { 'tsr_net-1': 1.2, 'tsr_net-2': 1.2, 'tsr_net-3': 0.8 };

test(
  'ct-time: the intervals of the areas and of their paired difference cover the truth in 93 to 97 %; between equal networks the p-values are uniform',
  () => {
    const covered = tally('ct-time, 200 cases');
    const [bootstrap, delong]: [number[], number[]] = [[], []];
    for (const seed of seeds) {
      const { table, truth } = ctTimeCohort({
        seed,
        sets: { development: 40, validation: 200 },
        separations: EQUAL,
      });
      const cohort = studyCohort(csvTable(table));
      const models = targetModels(cohort);
      for (const row of dataOf(performancePanel(cohort, models)))
        if (row[2] === 'validation')
          covered.add(
            `area of ${String(row[1])}`,
            isWithin(truth.auc[`tsr_${String(row[1])}`], row[9], row[10]),
          );
      const auc = (model: TidyCell | undefined) => truth.auc[`tsr_${String(model)}`] ?? NaN;
      for (const row of dataOf(comparisonPanel(cohort, models, PLAN)))
        if (row[3] === 'validation') {
          covered.add(`${String(row[1])} less net-1`, isWithin(auc(row[1]) - auc('net-1'), row[6], row[7]));
          if (row[1] === 'net-2') {
            bootstrap.push(Number(row[8]));
            delong.push(Number(row[9]));
          }
        }
    }
    // Percentile intervals of 200 resamples are a little short.
    covered.expectAll(5);
    expectUniform('paired bootstrap of equal areas', bootstrap, 0.02);
    expectUniform('DeLong of equal areas', delong, 0.01);
  },
  30 * MINUTES,
);

test(
  'h-score: the interval of the rank correlation covers the truth in 93 to 97 %; without a correlation p is uniform',
  () => {
    const covered = tally('h-score, 100 slides');
    const p: number[] = [];
    for (const seed of seeds) {
      const found = correlations(seed, 0.6);
      covered.add('rank correlation of 0.58', isWithin(found.truth, found.lower, found.upper));
      p.push(Number(correlations(seed, 0).p));
    }
    covered.expectAll(1);
    expectUniform('rank correlation of 0', p);
  },
  20 * MINUTES,
);

test(
  'a strong rank correlation of 0.84: the interval falls short of 95 % and stays above 90 %, as docs/studies.md says',
  () => {
    const covered = tally('h-score, 100 slides');
    for (const seed of seeds) {
      const found = correlations(seed, 0.855);
      covered.add('rank correlation of 0.84', isWithin(found.truth, found.lower, found.upper));
    }
    covered.expectAll(1, {
      ...{ least: 0.9, most: 0.97 },
      note: "known to fall short: Fisher's interval of a strong rank correlation",
    });
  },
  20 * MINUTES,
);

const SMALL = { least: 0.88, most: 0.99, note: 'small: the interval is asymptotic, the reports say so' };

test.each([
  [200, undefined],
  [20, SMALL],
])(
  'by themselves, in sets of %i: the intervals of a hazard ratio of 2, an area of 0.760 and a rank correlation of 0.483',
  (n, bounds) => {
    const covered = tally(`${n} rows`);
    // Two normal groups one standard deviation apart: Phi(1 / sqrt(2)). Two normal variables with Pearson's 0.5:
    // Spearman's is 6 / pi asin(0.25).
    const [area, rho] = [0.7602499, (6 / Math.PI) * Math.asin(0.25)];
    const add = (name: string, truth: number, said: Bounded | undefined) => {
      // In small sets a fit may be not evaluable.
      if (said) covered.add(name, isWithin(truth, said.lower, said.upper));
    };
    for (const seed of seeds) {
      add('hazard ratio of 2', 2, hazardRatio(survivalOf(seed, 2, n)));
      add('area of 0.760', area, areaOf(seed, n));
      add('rank correlation of 0.483', rho, rankCorrelation(seed, n));
    }
    covered.expectAll(3, bounds);
  },
  20 * MINUTES,
);

test(
  'by themselves without an effect: the p-values of log-rank, Cox and Mann-Whitney are uniform',
  () => {
    const nothing = seeds.map(seed => survivalOf(seed, 1, 200));
    expectUniform('Cox', nothing.map(cohort => hazardRatio(cohort)?.p ?? NaN)); // prettier-ignore
    expectUniform('log-rank', nothing.map(({ rows, exposed }) => computed(logRank(rows, exposed.map(String))).p)); // prettier-ignore
    const normals = (seed: number, n: number) => {
      const dice = random(seed, 24 + n);
      return Array.from({ length: n }, () => dice.normal());
    };
    expectUniform('Mann-Whitney', seeds.map(seed => computed(mannWhitney(normals(seed, 60), normals(seed, 70))).p)); // prettier-ignore
  },
  20 * MINUTES,
);

type Bounded = { readonly lower: number; readonly upper: number };

/** Exponential survival with the hazard ratio of an exposure, censored after up to 60 months. */
function survivalOf(seed: number, ratio: number, n: number) {
  const dice = random(seed, 21);
  const exposed = Array.from({ length: n }, () => (dice.chance(0.5) ? 1 : 0));
  const all = exposed.map(x => {
    const death = -Math.log(1 - dice.uniform()) / (0.03 * (x === 1 ? ratio : 1));
    const leaves = dice.uniform(10, 60);
    return { time: Math.min(death, leaves), isEvent: death <= leaves };
  });
  return {
    exposed,
    rows: { time: all.map(({ time }) => time), hasEvent: all.map(({ isEvent }) => isEvent) },
  };
}

function hazardRatio({ rows, exposed }: ReturnType<typeof survivalOf>) {
  const said = coxModel(rows, [{ term: 'x', covariate: 'x', values: exposed }]);
  return said.kind === 'computed' ? said.terms[0] : undefined;
}

function areaOf(seed: number, n: number): Bounded | undefined {
  const dice = random(seed, 22);
  const label = Array.from({ length: n }, (_, k) => k % 2 === 0);
  const score = label.map(isPositive => dice.normal(isPositive ? 1 : 0));
  const said = roc(score, label);
  return said.kind === 'computed' ? said.auc : undefined;
}

function rankCorrelation(seed: number, n: number): Bounded | undefined {
  const dice = random(seed, 23);
  const x = Array.from({ length: n }, () => dice.normal());
  const y = x.map(value => 0.5 * value + dice.normal(0, Math.sqrt(0.75)));
  const said = spearman(x, y);
  return said.kind === 'computed' ? said : undefined;
}

function correlations(seed: number, correlation: number) {
  const { table, truth } = hScoreCohort({ seed, correlation });
  const plain = studyCohort(csvTable(table));
  const cohort = { ...plain, table: withMean(plain.table) };
  const row = dataOf(correlationTable(cohort, ['internal'], { replicates: 1, seed: 1 })).find(
    cells => cells[1] === 'framework' && cells[2] === 'pathologist2',
  );
  const [, , , , , lower, upper, p] = row ?? [];
  return { truth: truth.spearman, lower, upper, p };
}

function table2(table: GeneratedTable) {
  const cohort = studyCohort(csvTable(table));
  const scored: StudyCohort = { ...cohort, table: immuneScores(cohort, 'stroma_immune', STROMA).table };
  const [panel] = hazardTable('Table 2', '', scored, 'stroma_immune_class', CLASSES).panels;
  // A model that is not evaluable (a class without deaths) has one line without numbers.
  return dataOf(panel).filter(row => row[2] !== 'all');
}

const csvTable = ({ columns, rows }: GeneratedTable) => ({
  name: 'generated.csv',
  sha256: '',
  columns,
  rows: rows.map((cells, k) => ({ line: k + 2, cells: cells.map(String) })),
});

function dataOf(panel: Panel | undefined): readonly (readonly TidyCell[])[] {
  if (panel?.content.kind !== 'table') throw new Error('no table');
  return panel.content.data.rows;
}

const isWithin = (truth = NaN, lower?: TidyCell, upper?: TidyCell): boolean =>
  Number(lower) <= truth && truth <= Number(upper);
