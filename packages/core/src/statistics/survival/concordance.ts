import { DEFAULT_PLAN, eachResample, percentileInterval, type ResamplePlan } from '../bootstrap';
import { notComputable, notFinite, type Computable, type Estimate } from '../computable';
import { concordantPairs, type ConcordanceOrder, type ConcordantPairs } from './concordance.kernel';
import { survivalProblem, type SurvivalTimes } from './survivalTimes';

export interface Concordance extends ConcordantPairs, Estimate {
  /** Resamples in which no pair could be compared, left out of the interval. */
  readonly emptyResamples: number;
}

/** Difference of two C-indices of the same patients. */
export interface ConcordanceDifference extends Estimate {
  /** Two-sided bootstrap p, at least 2 / (resamples + 1). */
  readonly p: number;
}

/**
 * Harrell's C (JAMA 1982;247:2543): of the pairs in which one patient is known to have had the event earlier, the share in
 * which that one had the higher risk, equal risks half. The interval is the bootstrap's percentile one.
 */
export function concordance(
  rows: SurvivalTimes,
  risk: readonly number[],
  plan: ResamplePlan = DEFAULT_PLAN,
): Computable<Concordance> {
  const said = concordances(rows, [risk], plan);
  if (said.kind !== 'computed') return said;
  const [only] = said.models;
  return only ? { kind: 'computed', ...only } : notComputable('there is no risk score');
}

export type Concordances = Computable<{
  readonly models: readonly Concordance[];
  /** Second, third ... model less the first, on the same resamples. */
  readonly differences: readonly ConcordanceDifference[];
}>;

/** Harrell's C of several risk scores of the same patients, and how the others differ from the first. */
export function concordances(
  rows: SurvivalTimes,
  risks: readonly (readonly number[])[],
  plan: ResamplePlan = DEFAULT_PLAN,
): Concordances {
  const problem = survivalProblem(rows) ?? riskProblem(rows, risks);
  if (problem !== undefined) return notComputable(problem);
  const orders = risks.map(risk => concordanceOrder(rows, risk));
  const tree = new Float64Array(Math.max(...orders.map(({ ranks }) => ranks)) + 1);
  const weight = new Float64Array(rows.time.length).fill(1);
  const all = orders.map(order => concordantPairs(order, weight, tree));
  const values = all.map(share);
  if (values.some(Number.isNaN)) return notComputable('no two patients can be compared');
  const resampled = values.map((): number[] => []);
  eachResample(rows.time.length, plan, indices => {
    weight.fill(0);
    for (const index of indices) weight[index] = (weight[index] ?? 0) + 1;
    orders.forEach((order, model) => resampled[model]?.push(share(concordantPairs(order, weight, tree))));
  });
  return { kind: 'computed', ...summaries(all, values, resampled) };
}

function riskProblem(rows: SurvivalTimes, risks: readonly (readonly number[])[]): string | undefined {
  if (risks.length === 0) return 'there is no risk score';
  if (risks.some(risk => risk.length !== rows.time.length)) return 'every row needs its risk score';
  return risks.map(risk => notFinite('the risk score', risk)).find(said => said !== undefined);
}

const share = ({ concordant, discordant, tiedRisk }: ConcordantPairs): number =>
  (concordant + tiedRisk / 2) / (concordant + discordant + tiedRisk);

function summaries(
  all: readonly ConcordantPairs[],
  values: readonly number[],
  resampled: readonly number[][],
) {
  const models = all.map((pairs, model) => {
    const used = (resampled[model] ?? []).filter(value => !Number.isNaN(value));
    const emptyResamples = (resampled[model]?.length ?? 0) - used.length;
    return { ...pairs, ...percentileInterval(values[model] ?? NaN, used), emptyResamples };
  });
  const [first = [], ...others] = resampled;
  const differences = others.map((other, model) => {
    const value = (values[model + 1] ?? NaN) - (values[0] ?? NaN);
    const drawn = other.map((c, k) => c - (first[k] ?? NaN)).filter(d => !Number.isNaN(d));
    return { ...percentileInterval(value, drawn), p: bootstrapP(drawn) };
  });
  return { models, differences };
}

/** Twice the smaller share of resampled differences on either side of 0, counting the sample itself on both. */
export function bootstrapP(drawn: readonly number[]): number {
  const beyond = (isBeyond: (d: number) => boolean) => 1 + drawn.filter(isBeyond).length;
  return Math.min(
    1,
    (2 *
      Math.min(
        beyond(d => d <= 0),
        beyond(d => d >= 0),
      )) /
      (drawn.length + 1),
  );
}

function concordanceOrder({ time, hasEvent }: SurvivalTimes, risk: readonly number[]): ConcordanceOrder {
  const isEvent = (row: number) => (hasEvent[row] === true ? 1 : 0);
  const order = Array.from(time.keys()).sort(
    (a, b) => (time[b] ?? 0) - (time[a] ?? 0) || isEvent(a) - isEvent(b),
  );
  const distinct = [...new Set(risk)].sort((a, b) => a - b);
  const rankOf = new Map(distinct.map((value, at) => [value, at + 1]));
  const blockEnd = new Uint32Array(order.length);
  for (let at = order.length - 1; at >= 0; at--) {
    const next = order[at + 1];
    const isLast = next === undefined || time[next] !== time[order[at] ?? -1];
    blockEnd[at] = isLast ? at + 1 : (blockEnd[at + 1] ?? at + 1);
  }
  return {
    row: Uint32Array.from(order),
    rank: Uint32Array.from(order, row => rankOf.get(risk[row] ?? NaN) ?? 1),
    event: Uint8Array.from(order, isEvent),
    blockEnd,
    ranks: distinct.length,
  };
}
