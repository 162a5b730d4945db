import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import type { TwoGroups } from './immuneGroups';

export interface StromaRatio {
  /** Area of stroma / area of stroma and tumour epithelium, 0 to 1. */
  readonly value: number;
  readonly group: TwoGroups;
}

/** Xu et al. 2021, "Stroma-immune score and TSR": stroma-high above 50 %. */
export const STROMA_HIGH = 0.5;
/**
 * Held against the cut-off in steps of a thousandth of a percent: sums of areas and the digits of exported tables differ
 * from the seventh digit on, and 50 % exactly is not above 50 %. Ours.
 */
const STEPS = 100_000;

/** @param areaMm2 of the tissue map */
export function stromaRatio(areaMm2: {
  readonly stroma: number;
  readonly tumour: number;
}): Computable<StromaRatio> {
  const { stroma, tumour } = areaMm2;
  if (!(tumour > 0))
    return notComputable('No tumour epithelium was found, so there is no tumour-stroma ratio.');
  if (!(stroma > 0)) return notComputable('No stroma was found, so there is no tumour-stroma ratio.');
  const value = stroma / (stroma + tumour);
  return { kind: 'computed', value, group: Math.round(value * STEPS) > STROMA_HIGH * STEPS ? 'high' : 'low' };
}
