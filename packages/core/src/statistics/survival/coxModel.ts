import { notComputable, Z95, type Computable } from '../computable';
import {
  COMBINATION,
  CONSTANT,
  scaled,
  type DesignColumn,
  type DroppedTerm,
  type ScaledColumn,
} from '../design';
import { chiSquareAbove, normalTwoSided } from '../distributions';
import { dot, inverse, times } from '../matrix.kernel';
import { maximum } from '../newton';
import { partialLikelihood, type PartialLikelihood, type RiskSets } from './riskSets.kernel';
import { byLabel, eventCount, survivalProblem, type SurvivalTimes } from './survivalTimes';

/** One coefficient; `hr` is the hazard ratio a unit of the covariate, with its 95 % interval (Wald). */
export interface CoxTerm {
  readonly term: string;
  readonly coef: number;
  readonly se: number;
  readonly z: number;
  readonly p: number;
  readonly hr: number;
  readonly lower: number;
  readonly upper: number;
}

export interface ChiSquareTest {
  readonly chisq: number;
  readonly df: number;
  readonly p: number;
}

export interface CoxFit {
  readonly n: number;
  readonly events: number;
  readonly terms: readonly CoxTerm[];
  readonly dropped: readonly DroppedTerm[];
  /** Partial log-likelihood with all coefficients 0, and with those of the terms. */
  readonly logLik: { readonly null: number; readonly model: number };
  readonly likelihoodRatio: ChiSquareTest;
  readonly wald: ChiSquareTest;
  readonly score: ChiSquareTest;
  /** One a row, centred on the mean of the covariates: higher is the earlier event. */
  readonly linearPredictor: readonly number[];
  readonly iterations: number;
  /** For tests of the fitted model: scaled columns of the fitted terms and their coefficients. */
  readonly fitted: { readonly columns: readonly ScaledColumn[]; readonly beta: Float64Array };
}

export type CoxModel = Computable<CoxFit>;

/**
 * Cox's proportional hazards model (JRSS B 1972;34:187) with Efron's ties.
 * @param columns see `designColumns`. @param strata each with a baseline hazard of its own.
 */
export function coxModel(
  rows: SurvivalTimes,
  columns: readonly DesignColumn[],
  strata?: readonly string[],
): CoxModel {
  const problem = survivalProblem(rows) ?? coxProblem(rows, columns, strata);
  if (problem !== undefined) return notComputable(problem);
  const { kept, dropped } = estimable(rows, columns, strata);
  if (kept.length === 0)
    return notComputable(dropped.map(({ term, reason }) => `${term} ${reason}`).join('; '));
  const sets = riskSets(rows, kept, strata);
  const linear = new Float64Array(sets.rows);
  const likelihood = (beta: Float64Array) => partialLikelihood(sets, beta, linear);
  const start = new Float64Array(kept.length);
  const top = maximum(likelihood, start);
  if (top.kind === 'endless') return notComputable(separated(kept[top.column]?.column.term ?? ''));
  const { beta, covariance, iterations, at } = top;
  return {
    kind: 'computed',
    n: sets.rows,
    events: eventCount(rows),
    terms: kept.map((column, k) => term(column, beta[k] ?? 0, covariance.values[k * (kept.length + 1)] ?? 0)),
    dropped,
    ...tests(likelihood(start), at, beta),
    linearPredictor: rows.time.map((_, row) =>
      kept.reduce((sum, { values }, k) => sum + (values[row] ?? 0) * (beta[k] ?? 0), 0),
    ),
    iterations,
    fitted: { columns: kept, beta },
  };
}

function coxProblem(
  rows: SurvivalTimes,
  columns: readonly DesignColumn[],
  strata?: readonly string[],
): string | undefined {
  if (columns.length === 0) return 'at least one covariate is needed';
  const n = rows.time.length;
  if (columns.some(({ values }) => values.length !== n || !values.every(Number.isFinite)))
    return 'every row needs a number in every covariate';
  if (strata && strata.length !== n) return 'every row needs its stratum';
  if (eventCount(rows) === 0) return 'no row has an event';
  return undefined;
}

export const separated = (term: string): string =>
  `${term} separates the rows with the event from those without: its coefficient grows without end`;

/** Leaves out what has no information when all coefficients are 0, as R does. */
function estimable(rows: SurvivalTimes, columns: readonly DesignColumn[], strata?: readonly string[]) {
  const dropped: DroppedTerm[] = [];
  const drop = ({ column: { term } }: ScaledColumn, reason: string) => dropped.push({ term, reason });
  let kept = columns.map(scaled).filter(column => column.scale > 0 || (drop(column, CONSTANT), false));
  while (kept.length > 0) {
    const sets = riskSets(rows, kept, strata);
    const { information } = partialLikelihood(
      sets,
      new Float64Array(kept.length),
      new Float64Array(sets.rows),
    );
    const inverted = inverse(information);
    const at = 'dependent' in inverted ? kept[inverted.dependent] : undefined;
    if (!('dependent' in inverted) || !at) break;
    const own = information.values[inverted.dependent * (kept.length + 1)] ?? 0;
    drop(at, own > 1e-12 * sets.rows ? COMBINATION : 'is the same for all who are at risk at any event');
    kept = kept.filter(column => column !== at);
  }
  return { kept, dropped };
}

/** The rows in the order in which the partial likelihood adds them. */
export function riskSets(
  { time, hasEvent }: SurvivalTimes,
  columns: readonly ScaledColumn[],
  strata?: readonly string[],
): RiskSets {
  const parts = byLabel(strata ?? time.map(() => ''));
  const order = parts.flatMap(([, rows]) => rows.toSorted((a, b) => (time[b] ?? 0) - (time[a] ?? 0)));
  const stratumOf = new Int32Array(time.length);
  parts.forEach(([, rows], stratum) => rows.forEach(row => (stratumOf[row] = stratum)));
  const covariates = new Float64Array(order.length * columns.length);
  order.forEach((row, at) =>
    columns.forEach(({ values }, k) => (covariates[at * columns.length + k] = values[row] ?? 0)),
  );
  return {
    rows: order.length,
    columns: columns.length,
    covariates,
    time: Float64Array.from(order, row => time[row] ?? 0),
    event: Uint8Array.from(order, row => (hasEvent[row] === true ? 1 : 0)),
    stratum: Int32Array.from(order, row => stratumOf[row] ?? 0),
  };
}

function term({ column, scale }: ScaledColumn, beta: number, variance: number): CoxTerm {
  const [coef, se] = [beta / scale, Math.sqrt(variance) / scale];
  const z = coef / se;
  return {
    term: column.term,
    coef,
    se,
    z,
    p: normalTwoSided(z),
    hr: Math.exp(coef),
    lower: Math.exp(coef - Z95 * se),
    upper: Math.exp(coef + Z95 * se),
  };
}

function tests(atZero: PartialLikelihood, at: PartialLikelihood, beta: Float64Array) {
  const df = beta.length;
  const test = (chisq: number): ChiSquareTest => ({ chisq, df, p: chiSquareAbove(chisq, df) });
  const inverted = inverse(atZero.information);
  return {
    logLik: { null: atZero.logLik, model: at.logLik },
    likelihoodRatio: test(Math.max(0, 2 * (at.logLik - atZero.logLik))),
    wald: test(dot(beta, times(at.information, beta))),
    // The information at 0 has an inverse: terms without one were left out before.
    score: test('dependent' in inverted ? 0 : dot(atZero.score, times(inverted, atZero.score))),
  };
}
