export type ImmuneGroup = 'low' | 'intermediate' | 'high';
export type TwoGroups = 'low' | 'high';

/** Percentiles at which the groups begin: intermediate from `low`, high from `high`, both included. */
export interface GroupCutoffs {
  readonly low: number;
  readonly high: number;
  readonly rule: string;
}

/** Xu et al. 2021, results: thirds of their development group by Hmisc's cut2, in percent. */
export const PUBLISHED_CUTOFFS: Readonly<Record<'stroma' | 'tumour', GroupCutoffs>> = {
  stroma: { low: 40, high: 63.5, rule: 'Xu et al. 2021: 40 and 63.5 %' },
  tumour: { low: 37, high: 64.5, rule: 'Xu et al. 2021: 37.0 and 64.5 %' },
};

/** cut2's intervals [a, b): a score of exactly 40 is intermediate. */
export function groupOfScore(score: number, { low, high }: GroupCutoffs): ImmuneGroup {
  if (score < low) return 'low';
  return score < high ? 'intermediate' : 'high';
}

/** Xu et al. 2021: intermediate and high are combined. */
export const twoGroupsOf = (group: ImmuneGroup): TwoGroups => (group === 'low' ? 'low' : 'high');
