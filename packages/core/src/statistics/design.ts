import { labelOrder } from './survival/survivalTimes';

/** One column of a regression: a number a row. */
export interface DesignColumn {
  /** As R names it: the covariate, and for a category its level behind it. */
  readonly term: string;
  readonly covariate: string;
  readonly values: readonly number[];
}

/** A covariate of numbers, or of categories of which the first in order is the reference. */
export type Covariate =
  | { readonly kind: 'numbers'; readonly name: string; readonly values: readonly number[] }
  | { readonly kind: 'categories'; readonly name: string; readonly values: readonly string[] };

/** The columns of the covariates: one of numbers stays as it is, categories become one column of 0 and 1 a level. */
export const designColumns = (covariates: readonly Covariate[]): DesignColumn[] =>
  covariates.flatMap(covariate => {
    const { name } = covariate;
    if (covariate.kind === 'numbers') return [{ term: name, covariate: name, values: covariate.values }];
    const levels = [...new Set(covariate.values)].sort(labelOrder);
    // A category with one level varies as little as a constant number.
    const [, ...others] = levels.length === 1 ? [undefined, ...levels] : levels;
    return others.map(level => ({
      term: `${name}${level ?? ''}`,
      covariate: name,
      values: covariate.values.map(value => (value === level ? 1 : 0)),
    }));
  });

/** A column brought to mean 0 and standard deviation 1, so that no fit depends on units. */
export interface ScaledColumn {
  readonly column: DesignColumn;
  readonly centre: number;
  /** 0 for a constant column. */
  readonly scale: number;
  readonly values: readonly number[];
}

export function scaled(column: DesignColumn): ScaledColumn {
  const { values } = column;
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  const isConstant = values.every(value => value === values[0]);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  const scale = isConstant ? 0 : Math.sqrt(squares / values.length);
  return { column, centre, scale, values: values.map(value => (isConstant ? 0 : (value - centre) / scale)) };
}

/** A term that could not be fitted, with the reason. */
export interface DroppedTerm {
  readonly term: string;
  readonly reason: string;
}

export const CONSTANT = 'is the same in every row';
export const COMBINATION = 'is a combination of the terms before it';
