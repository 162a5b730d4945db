import { notComputable, type Computable } from '../computable';
import type { Covariate } from '../design';

/** A scale of the nomogram: what a value of the covariate counts. */
export interface NomogramScale {
  readonly covariate: string;
  readonly marks: readonly { readonly label: string; readonly points: number }[];
}

export interface Nomogram {
  readonly scales: readonly NomogramScale[];
  /** Greatest sum of points. */
  readonly most: number;
  /** Sum of points at which the model gives each probability, those outside the scales left out. */
  readonly probabilities: readonly { readonly probability: number; readonly points: number }[];
  /** Linear predictor at 0 points and what a point adds. */
  readonly intercept: number;
  readonly perPoint: number;
}

/**
 * Points a covariate such that the one with the widest effect spans 0 to 100 and none counts below 0, as Harrell draws
 * them. @param terms intercept and coefficients as `logistic` gives them. @param covariates those of the fit
 */
export function nomogram(
  terms: readonly { readonly term: string; readonly coef: number }[],
  covariates: readonly Covariate[],
): Computable<Nomogram> {
  const coefs = new Map(terms.map(({ term, coef }) => [term, coef]));
  const effects = covariates.map(covariate => ({ covariate, marks: marksOf(covariate, coefs) }));
  const widest = Math.max(0, ...effects.map(({ marks }) => spread(marks)));
  if (widest === 0) return notComputable('no covariate has an effect');
  const perPoint = widest / 100;
  const least = (marks: readonly Mark[]) => Math.min(...marks.map(({ effect }) => effect));
  const scales = effects.map(({ covariate, marks }) => ({
    covariate: covariate.name,
    marks: marks.map(({ label, effect }) => ({ label, points: (effect - least(marks)) / perPoint })),
  }));
  const intercept = effects.reduce((sum, { marks }) => sum + least(marks), coefs.get('(Intercept)') ?? 0);
  const most = effects.reduce((sum, { marks }) => sum + spread(marks), 0) / perPoint;
  const probabilities = PROBABILITIES.map(probability => ({
    probability,
    points: (Math.log(probability / (1 - probability)) - intercept) / perPoint,
  })).filter(({ points }) => points >= 0 && points <= most);
  return { kind: 'computed', scales, most, probabilities, intercept, perPoint };
}

interface Mark {
  readonly label: string;
  readonly effect: number;
}

const PROBABILITIES = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

const spread = (marks: readonly Mark[]): number => {
  const effects = marks.map(({ effect }) => effect);
  return Math.max(...effects) - Math.min(...effects);
};

function marksOf(covariate: Covariate, coefs: ReadonlyMap<string, number>): Mark[] {
  const { name } = covariate;
  if (covariate.kind === 'categories')
    return [...new Set(covariate.values)].map(label => ({
      label,
      effect: coefs.get(`${name}${label}`) ?? 0,
    }));
  const coef = coefs.get(name) ?? 0;
  return roundMarks(Math.min(...covariate.values), Math.max(...covariate.values)).map(value => ({
    label: String(value),
    effect: coef * value,
  }));
}

/** Round numbers from at most the least to at least the greatest value. */
export function roundMarks(least: number, greatest: number, about = 6): number[] {
  const rough = (greatest - least) / about || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find(factor => factor * power >= rough) ?? 10) * power;
  const [first, last] = [Math.floor(least / step + 1e-9), Math.ceil(greatest / step - 1e-9)];
  return Array.from({ length: last - first + 1 }, (_, k) => Number(((first + k) * step).toPrecision(12)));
}
