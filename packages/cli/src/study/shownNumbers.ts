import type { Estimate } from '@timescope/core/statistics/computable';

/** "0.712 (0.650 to 0.774)". */
export const estimateWords = ({ value, lower, upper }: Estimate, digits = 2): string =>
  `${value.toFixed(digits)} (${lower.toFixed(digits)} to ${upper.toFixed(digits)})`;

export const intervalWords = ({ lower, upper }: Omit<Estimate, 'value'>, digits = 2): string =>
  `${lower.toFixed(digits)} to ${upper.toFixed(digits)}`;

/** The p-value in a column of p-values. */
export const pCell = (p: number): string => (p < 0.001 ? '<\u00a00.001' : p.toFixed(3));

export const NOT_EVALUABLE = 'not evaluable';
