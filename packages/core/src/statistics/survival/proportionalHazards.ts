import { notComputable, type Computable } from '../computable';
import { chiSquareAbove } from '../distributions';
import { dot, inverse, part, times, zeros } from '../matrix.kernel';
import { riskSets, type ChiSquareTest, type CoxFit } from './coxModel';
import { kaplanMeier } from './kaplanMeier';
import { partialLikelihood } from './riskSets.kernel';
import type { SurvivalTimes } from './survivalTimes';

export type ProportionalHazards = Computable<{
  /** One a covariate: a small p says that its effect changes with time. */
  readonly terms: readonly (ChiSquareTest & { readonly covariate: string })[];
  readonly global: ChiSquareTest;
}>;

/**
 * Score test of each coefficient against one that changes with 1 - S(t), S of Kaplan and Meier just before t (Grambsch
 * and Therneau, Biometrika 1994;81:515, in the exact form of R's survival since 3.0).
 */
export function proportionalHazards(
  rows: SurvivalTimes,
  { fitted }: CoxFit,
  strata?: readonly string[],
): ProportionalHazards {
  const transform = timeTransform(rows);
  if (!transform) return notComputable('all events happen at one time');
  const { columns, beta } = fitted;
  const sums = expandedScore(rows, fitted, transform, strata);
  const p = columns.length;
  const own = Array.from(beta.keys());
  const test = (tested: readonly number[]): ChiSquareTest | undefined => {
    const kept = [...own, ...tested.map(k => p + k)];
    const inverted = inverse(part(sums.information, kept));
    if ('dependent' in inverted) return undefined;
    const score = Float64Array.from(kept, k => sums.score[k] ?? 0);
    const chisq = dot(score, times(inverted, score));
    return { chisq, df: tested.length, p: chiSquareAbove(chisq, tested.length) };
  };
  const covariates = [...new Set(columns.map(({ column }) => column.covariate))];
  const terms = covariates.flatMap(covariate => {
    const found = test(own.filter(k => columns[k]?.column.covariate === covariate));
    return found ? [{ covariate, ...found }] : [];
  });
  const global = test(own);
  if (!global) return notComputable('there are too few events for a change with time');
  return { kind: 'computed', terms, global };
}

/** 1 - S just before each event time, centred on the mean over the events. */
function timeTransform(rows: SurvivalTimes): ((time: number) => number) | undefined {
  const km = kaplanMeier(rows);
  if (km.kind !== 'computed') return undefined;
  let surv = 1;
  const at = new Map<number, number>();
  let total = 0;
  for (const step of km.steps) {
    at.set(step.time, 1 - surv);
    total += step.nEvent * (1 - surv);
    surv = step.surv;
  }
  if (km.steps.filter(({ nEvent }) => nEvent > 0).length < 2) return undefined;
  const centre = total / km.events;
  return time => (at.get(time) ?? centre) - centre;
}

/** Score and information of the model with every covariate twice: as it is, and times the transformed time. */
function expandedScore(
  rows: SurvivalTimes,
  { columns, beta }: CoxFit['fitted'],
  transform: (time: number) => number,
  strata?: readonly string[],
) {
  const p = columns.length;
  const [score, information] = [new Float64Array(2 * p), zeros(2 * p)];
  const sets = riskSets(rows, columns, strata);
  partialLikelihood(sets, beta, new Float64Array(sets.rows), (time, ownScore, ownInformation) => {
    const g = transform(time);
    ownScore.forEach((value, k) => {
      score[k] = (score[k] ?? 0) + value;
      score[p + k] = (score[p + k] ?? 0) + g * value;
    });
    ownInformation.forEach((value, cell) => {
      const [k, l] = [Math.floor(cell / p), cell % p];
      const add = (row: number, column: number, part: number) => {
        const at = row * 2 * p + column;
        information.values[at] = (information.values[at] ?? 0) + part;
      };
      add(k, l, value);
      add(p + k, l, g * value);
      add(k, p + l, g * value);
      add(p + k, p + l, g * g * value);
    });
  });
  return { score, information };
}
