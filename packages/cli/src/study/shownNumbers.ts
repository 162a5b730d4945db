import type { Estimate } from '@timescope/core/statistics/computable';

/** "0.712 (0.650 to 0.774)". */
export const estimateWords = ({ value, lower, upper }: Estimate, digits = 2): string =>
  `${fixed(value, digits)} (${intervalWords({ lower, upper }, digits)})`;

export const intervalWords = ({ lower, upper }: Omit<Estimate, 'value'>, digits = 2): string =>
  `${fixed(lower, digits)} to ${fixed(upper, digits)}`;

/** Digits after the point, and no "-0.0". */
const fixed = (value: number, digits: number): string => value.toFixed(digits).replace(/^-(0\.?0*)$/, '$1');

/** The p-value in a column of p-values. */
export const pCell = (p: number): string => (p < 0.001 ? '<\u00a00.001' : p.toFixed(3));

export const NOT_EVALUABLE = 'not evaluable';
