import { spearman } from '@timescope/core/statistics/correlation';
import { roc } from '@timescope/core/statistics/diagnostics/roc';
import { mannWhitney } from '@timescope/core/statistics/groups/mannWhitney';
import { coxModel } from '@timescope/core/statistics/survival/coxModel';
import { logRank } from '@timescope/core/statistics/survival/logRank';
import { random } from '@timescope/synthetic/random';
import { computed } from '../../oracles/computed';

/** As the issue asks. 95 % of 2,000 has a standard error of 0.5 %. */
const SEEDS = 2000;
const seeds = Array.from({ length: SEEDS }, (_, seed) => seed + 1);
const N = 200;

const share = (claims: readonly boolean[]): number => claims.filter(Boolean).length / claims.length;

/** Exponential survival with the hazard ratio of an exposure, censored after up to 60 months. */
function survival(seed: number, hazardRatio: number) {
  const dice = random(seed, 21);
  const exposed = Array.from({ length: N }, () => (dice.chance(0.5) ? 1 : 0));
  const all = exposed.map(x => {
    const death = -Math.log(1 - dice.uniform()) / (0.03 * (x === 1 ? hazardRatio : 1));
    const leaves = dice.uniform(10, 60);
    return { time: Math.min(death, leaves), isEvent: death <= leaves };
  });
  return {
    exposed,
    rows: { time: all.map(({ time }) => time), hasEvent: all.map(({ isEvent }) => isEvent) },
  };
}

test('intervals of a hazard ratio of 2 cover it in 93 to 97 % of 2,000 cohorts', () => {
  const covered = seeds.map(seed => {
    const { rows, exposed } = survival(seed, 2);
    const [term] = computed(coxModel(rows, [{ term: 'x', covariate: 'x', values: exposed }])).terms;
    return term !== undefined && term.lower <= 2 && 2 <= term.upper;
  });
  expectCoverage('hazard ratio', covered);
}, 300_000);

test('intervals of an area of 0.760 cover it in 93 to 97 %', () => {
  // Two normal groups one standard deviation apart: Phi(1 / sqrt(2)).
  const truth = 0.7602499;
  const covered = seeds.map(seed => {
    const dice = random(seed, 22);
    const label = Array.from({ length: N }, (_, k) => k % 2 === 0);
    const { auc } = computed(
      roc(
        label.map(isPositive => dice.normal(isPositive ? 1 : 0)),
        label,
      ),
    );
    return auc.lower <= truth && truth <= auc.upper;
  });
  expectCoverage('area under the curve', covered);
}, 300_000);

test('intervals of a rank correlation of 0.483 cover it in 93 to 97 %', () => {
  // Two normal variables with Pearson's 0.5: Spearman's is 6 / pi asin(0.25).
  const truth = (6 / Math.PI) * Math.asin(0.25);
  const covered = seeds.map(seed => {
    const dice = random(seed, 23);
    const x = Array.from({ length: N }, () => dice.normal());
    const { lower, upper } = computed(
      spearman(
        x,
        x.map(value => 0.5 * value + dice.normal(0, Math.sqrt(0.75))),
      ),
    );
    return lower <= truth && truth <= upper;
  });
  expectCoverage('rank correlation', covered);
}, 300_000);

test.each([
  [
    'log-rank',
    (seed: number) => {
      const { rows, exposed } = survival(seed, 1);
      return computed(logRank(rows, exposed.map(String))).p;
    },
  ],
  [
    'Cox',
    (seed: number) => {
      const { rows, exposed } = survival(seed, 1);
      return computed(coxModel(rows, [{ term: 'x', covariate: 'x', values: exposed }])).terms[0]?.p ?? NaN;
    },
  ],
  [
    'Mann-Whitney',
    (seed: number) => {
      const dice = random(seed, 24);
      return computed(
        mannWhitney(
          Array.from({ length: 60 }, () => dice.normal()),
          Array.from({ length: 70 }, () => dice.normal()),
        ),
      ).p;
    },
  ],
] as const)(
  'without an effect the p-values of %s are uniform',
  (name, pOf) => {
    const p = seeds.map(seed => pOf(seed));
    const below = [0.01, 0.05, 0.25, 0.5, 0.75].map(level => ({
      level,
      found: share(p.map(value => value <= level)),
    }));
    process.stderr.write(
      `${name}: ${below.map(({ level, found }) => `${level} ${found.toFixed(3)}`).join(', ')}\n`,
    );
    // Four standard errors of a share of 2,000.
    for (const { level, found } of below)
      expect(Math.abs(found - level)).toBeLessThan(4 * Math.sqrt((level * (1 - level)) / SEEDS));
  },
  300_000,
);

function expectCoverage(name: string, covered: readonly boolean[]): void {
  const found = share(covered);
  process.stderr.write(`${name}: covered in ${(100 * found).toFixed(1)} %\n`);
  expect(found).toBeGreaterThanOrEqual(0.93);
  expect(found).toBeLessThanOrEqual(0.97);
}
