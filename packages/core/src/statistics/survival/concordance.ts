import { DEFAULT_PLAN, type ResamplePlan } from '../bootstrap';
import { notComputable, notFinite, type Computable } from '../computable';
import { pairedBootstrap, type ModelDifference, type ResampledModel } from '../pairedBootstrap';
import { concordantPairs, type ConcordanceOrder, type ConcordantPairs } from './concordance.kernel';
import { survivalProblem, type SurvivalTimes } from './survivalTimes';

export interface Concordance extends ConcordantPairs, ResampledModel {}

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
  readonly differences: readonly ModelDifference[];
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
  if (all.some(pairs => Number.isNaN(share(pairs)))) return notComputable('no two patients can be compared');
  const { models, differences } = pairedBootstrap(
    rows.time.length,
    orders.map(order => (counted: Float64Array) => share(concordantPairs(order, counted, tree))),
    plan,
  );
  return {
    kind: 'computed',
    models: models.flatMap((model, k) => all.slice(k, k + 1).map(pairs => ({ ...pairs, ...model }))),
    differences,
  };
}

function riskProblem(rows: SurvivalTimes, risks: readonly (readonly number[])[]): string | undefined {
  if (risks.length === 0) return 'there is no risk score';
  if (risks.some(risk => risk.length !== rows.time.length)) return 'every row needs its risk score';
  return risks.map(risk => notFinite('the risk score', risk)).find(said => said !== undefined);
}

const share = ({ concordant, discordant, tiedRisk }: ConcordantPairs): number =>
  (concordant + tiedRisk / 2) / (concordant + discordant + tiedRisk);

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
