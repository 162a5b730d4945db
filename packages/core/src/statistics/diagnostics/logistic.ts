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
import { inverse, zeros, type Square } from '../matrix.kernel';
import { maximum, type Likelihood } from '../newton';

/** One coefficient; `or` is the odds ratio a unit of the covariate, with its 95 % interval (Wald). */
export interface LogisticTerm {
  readonly term: string;
  readonly coef: number;
  readonly se: number;
  readonly z: number;
  readonly p: number;
  readonly or: number;
  readonly lower: number;
  readonly upper: number;
}

export interface LogisticFit {
  readonly n: number;
  readonly events: number;
  /** The intercept first. */
  readonly terms: readonly LogisticTerm[];
  readonly dropped: readonly DroppedTerm[];
  readonly deviance: { readonly null: number; readonly residual: number };
  readonly likelihoodRatio: { readonly chisq: number; readonly df: number; readonly p: number };
  /** Probability of the event of each row. */
  readonly probability: readonly number[];
}

/**
 * Logistic regression by maximum likelihood. @param columns see `designColumns`; none fits the intercept alone.
 * @param offset a part of the linear predictor that is not fitted
 */
export function logistic(
  hasEvent: readonly boolean[],
  columns: readonly DesignColumn[],
  offset?: readonly number[],
): Computable<LogisticFit> {
  const reason = logisticProblem(hasEvent, columns);
  if (reason !== undefined) return notComputable(reason);
  const { kept, dropped } = estimable(columns);
  if (kept.length === 0 && columns.length > 0)
    return notComputable(dropped.map(({ term, reason: why }) => `${term} ${why}`).join('; '));
  const fit = fitted(hasEvent, kept, offset);
  const top = maximum(fit.likelihood, new Float64Array(kept.length + 1));
  const names = ['(Intercept)', ...kept.map(({ column }) => column.term)];
  if (top.kind === 'endless' || isSeparated(fit.probability, hasEvent))
    return notComputable(
      `${top.kind === 'endless' ? (names[top.column] ?? '') : 'a combination of the covariates'} separates the rows with the event from those without: no finite coefficients fit best`,
    );
  const { beta, covariance, at } = top;
  const [none, residual] = [-2 * nullLogLik(hasEvent, offset), -2 * at.logLik];
  const chisq = Math.max(0, none - residual);
  return {
    kind: 'computed',
    n: hasEvent.length,
    events: hasEvent.filter(Boolean).length,
    terms: unscaledTerms(names, kept, beta, covariance),
    dropped,
    deviance: { null: none, residual },
    likelihoodRatio: {
      chisq,
      df: kept.length,
      p: kept.length === 0 ? 1 : chiSquareAbove(chisq, kept.length),
    },
    probability: Array.from(fit.probability),
  };
}

function logisticProblem(hasEvent: readonly boolean[], columns: readonly DesignColumn[]): string | undefined {
  const n = hasEvent.length;
  if (n === 0) return 'there are no rows';
  if (columns.some(({ values }) => values.length !== n || !values.every(Number.isFinite)))
    return 'every row needs a number in every covariate';
  const events = hasEvent.filter(Boolean).length;
  if (events === 0) return 'no row has an event';
  return events === n ? 'every row has an event' : undefined;
}

function estimable(columns: readonly DesignColumn[]) {
  const dropped: DroppedTerm[] = [];
  const all = columns.map(scaled);
  for (const { column, scale } of all) if (scale === 0) dropped.push({ term: column.term, reason: CONSTANT });
  let kept = all.filter(({ scale }) => scale > 0);
  for (
    let inverted = inverse(crossProducts(kept));
    'dependent' in inverted;
    inverted = inverse(crossProducts(kept))
  ) {
    const out = kept[inverted.dependent];
    if (!out) break;
    dropped.push({ term: out.column.term, reason: COMBINATION });
    kept = kept.filter(column => column !== out);
  }
  return { kept, dropped };
}

function crossProducts(columns: readonly ScaledColumn[]): Square {
  const products = columns.flatMap(a =>
    columns.map(b => a.values.reduce((sum, value, row) => sum + value * (b.values[row] ?? 0), 0)),
  );
  return { size: columns.length, values: Float64Array.from(products) };
}

function fitted(hasEvent: readonly boolean[], columns: readonly ScaledColumn[], offset?: readonly number[]) {
  const size = columns.length + 1;
  const rows = hasEvent.map((_, row) => [1, ...columns.map(({ values }) => values[row] ?? 0)]);
  const probability = new Float64Array(hasEvent.length);
  const likelihood = (beta: Float64Array): Likelihood => {
    const [score, information] = [new Float64Array(size), zeros(size)];
    let logLik = 0;
    rows.forEach((x, row) => {
      const linear = x.reduce((sum, value, k) => sum + value * (beta[k] ?? 0), offset?.[row] ?? 0);
      const [p, isEvent] = [1 / (1 + Math.exp(-linear)), hasEvent[row] === true];
      probability[row] = p;
      logLik -= Math.log1p(Math.exp(-Math.abs(linear))) + Math.max(0, isEvent ? -linear : linear);
      const [residual, weight] = [(isEvent ? 1 : 0) - p, p * (1 - p)];
      x.forEach((value, k) => {
        score[k] = (score[k] ?? 0) + residual * value;
        x.forEach((other, l) => {
          const cell = k * size + l;
          information.values[cell] = (information.values[cell] ?? 0) + weight * value * other;
        });
      });
    });
    return { logLik, score, information };
  };
  return { likelihood, probability };
}

/** Where every row is predicted with certainty there is no best fit, only ever better ones. */
const isSeparated = (probability: Float64Array, hasEvent: readonly boolean[]): boolean =>
  hasEvent.every((isEvent, row) => Math.abs((isEvent ? 1 : 0) - (probability[row] ?? 0.5)) < 1e-6);

function nullLogLik(hasEvent: readonly boolean[], offset?: readonly number[]): number {
  const { likelihood } = fitted(hasEvent, [], offset);
  const top = maximum(likelihood, new Float64Array(1));
  return top.kind === 'found' ? top.at.logLik : NaN;
}

/** Back to the covariates' own units; the intercept is where all are 0. */
function unscaledTerms(
  names: readonly string[],
  kept: readonly ScaledColumn[],
  beta: Float64Array,
  { size, values }: Square,
): LogisticTerm[] {
  const gradient = [1, ...kept.map(({ centre, scale }) => -centre / scale)];
  const intercept = gradient.reduce((sum, factor, k) => sum + factor * (beta[k] ?? 0), 0);
  const variance = gradient.reduce(
    (sum, a, k) => sum + gradient.reduce((inner, b, l) => inner + a * b * (values[k * size + l] ?? 0), 0),
    0,
  );
  const slopes = kept.map(({ scale }, k) => {
    const own = (k + 1) * (size + 1);
    return [(beta[k + 1] ?? 0) / scale, Math.sqrt(values[own] ?? 0) / scale] as const;
  });
  return [[intercept, Math.sqrt(variance)] as const, ...slopes].map(([coef, se], k) => ({
    term: names[k] ?? '',
    coef,
    se,
    z: coef / se,
    p: normalTwoSided(coef / se),
    or: Math.exp(coef),
    lower: Math.exp(coef - Z95 * se),
    upper: Math.exp(coef + Z95 * se),
  }));
}
