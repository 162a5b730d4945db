import { eachResample } from '@timescope/core/statistics/bootstrap';
import { spearman } from '@timescope/core/statistics/correlation';
import { areaUnderCurve } from '@timescope/core/statistics/diagnostics/roc';
import { levene } from '@timescope/core/statistics/groups/levene';
import { pairedBootstrap } from '@timescope/core/statistics/pairedBootstrap';
import { percentileRanks } from '@timescope/core/statistics/percentileRank';
import { weightedAuc, weightedMean, weightedSpearman } from '@timescope/core/statistics/weightedStatistics';
import { generatedCohort } from '../../oracles/cohorts';
import { computed } from '../../oracles/computed';
import { at, expectAsInR, rOracle } from '../../oracles/rOracle';

const plan = { replicates: 60, seed: 9 };

test('areas and rank correlations of two models, their intervals and their difference are as in R on our resamples', () => {
  const tasks = [generatedCohort(50, 3), generatedCohort(90, 4, 6)].flatMap(
    ({ outcome, marker, rival, age }) => {
      const resamples: number[][] = [];
      eachResample(marker.length, plan, indices => resamples.push([...indices]));
      return [
        {
          what: 'resampled',
          statistic: 'auc',
          truth: outcome.map(Number),
          models: [marker, rival],
          resamples,
        },
        { what: 'resampled', statistic: 'rho', truth: age, models: [marker, rival], resamples },
      ] as const;
    },
  );
  const printed = rOracle('statistics', tasks);
  tasks.forEach(({ statistic, truth, models }, k) => {
    const { models: said, differences } = pairedBootstrap(
      truth.length,
      models.map(model =>
        statistic === 'auc'
          ? weightedAuc(
              model,
              truth.map(value => value === 1),
            )
          : weightedSpearman(model, truth),
      ),
      plan,
    );
    expectAsInR(
      said.map(({ value }) => value),
      at(printed, k, 'values'),
    );
    expectAsInR(
      said.map(({ lower, upper }) => [lower, upper]),
      at(printed, k, 'intervals'),
    );
    expectAsInR(differences.map(({ lower, upper }) => [lower, upper])[0], at(printed, k, 'difference'));
  });
}, 120_000);

test('with every row once they are the area, the correlation and the mean of all rows', () => {
  const { outcome, marker, rival } = generatedCohort(60, 5, 6);
  const once = new Float64Array(60).fill(1);
  expect(weightedAuc(marker, outcome)(once)).toBeCloseTo(areaUnderCurve(marker, outcome).value, 12);
  expect(weightedSpearman(marker, rival)(once)).toBeCloseTo(computed(spearman(marker, rival)).value, 12);
  expect(weightedMean([1, 2, 6])(Float64Array.of(1, 1, 1))).toBe(3);
});

test('resamples without a value are counted and left out', () => {
  const label = [true, false, false, false];
  const { models } = pairedBootstrap(4, [weightedAuc([4, 3, 2, 1], label)], { replicates: 100, seed: 1 });
  const [only] = models;
  expect(only?.value).toBe(1);
  expect(only?.emptyResamples).toBeGreaterThan(20);
  expect(only?.resampled).toHaveLength(100 - (only?.emptyResamples ?? 0));
  expect(weightedMean([1])(Float64Array.of(0))).toBeNaN();
  expect(weightedSpearman([1, 1], [1, 2])(Float64Array.of(1, 1))).toBeNaN();
});

test('a model against itself differs by 0 with p = 1', () => {
  const { outcome, marker } = generatedCohort(40, 6);
  const model = weightedAuc(marker, outcome);
  expect(pairedBootstrap(40, [model, model], plan).differences).toEqual([
    { value: 0, lower: 0, upper: 0, p: 1 },
  ]);
});

test('percentiles: 0 below the reference, 100 from its greatest value on, equal values count', () => {
  expect(percentileRanks([10, 20, 20, 40], [5, 10, 20, 30, 40, 99])).toEqual([0, 25, 75, 75, 100, 100]);
});

test("percentiles and Levene's test are as in R", () => {
  const { marker, rival, age, group } = generatedCohort(120, 7);
  const groups = ['low', 'mid', 'high'].map(name => age.filter((_, row) => group[row] === name));
  const tied = generatedCohort(30, 8, 6).marker;
  const printed = rOracle('statistics', [
    { what: 'percentile', reference: marker, values: rival },
    { what: 'percentile', reference: tied, values: tied },
    { what: 'levene', groups },
    { what: 'levene', groups: [marker, tied] },
  ]);
  expectAsInR(percentileRanks(marker, rival), at(printed, 0));
  expectAsInR(percentileRanks(tied, tied), at(printed, 1));
  for (const [k, values] of [groups, [marker, tied]].entries()) {
    const { f, df1, df2, p } = computed(levene(values));
    expectAsInR(
      [f, df1, df2],
      ['f', 'df1', 'df2'].map(key => at(printed, 2 + k, key)),
    );
    expectAsInR(p, at(printed, 2 + k, 'p'), { relative: 1e-6, absolute: 1e-13 });
  }
});

test("Levene's test of one group, of single values and of equal distances is not computable", () => {
  expect(levene([[1, 2]])).toMatchObject({ reason: 'at least two groups of two values are needed' });
  expect(levene([[1, 2], [3]])).toMatchObject({ kind: 'not computable' });
  expect(
    levene([
      [1, 2],
      [5, 6],
    ]),
  ).toMatchObject({ reason: 'the distances from the medians do not vary' });
});
