import type { Target } from '@timescope/core/result/predictionResult';

/** As readers write them. */
export const TARGET_NAMES: Readonly<Record<Target, string>> = {
  tsr: 'TSR',
  tils: 'TILs',
  is: 'IS',
  time: 'TIME',
};
