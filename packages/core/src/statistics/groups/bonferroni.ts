/** Each p-value times the number of tests made, at most 1. @param tests more than there are p-values if some were left out */
export const bonferroni = (p: readonly number[], tests = p.length): number[] =>
  p.map(value => Math.min(1, value * tests));
