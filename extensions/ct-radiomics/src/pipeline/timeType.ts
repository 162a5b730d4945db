import type { DerivedTime, PredictionResult, Target } from '@timescope/core/result/predictionResult';

/** The three markers that make the TIME type. */
const PARTS: readonly Target[] = ['tsr', 'tils', 'is'];

/** The paper gives each item 3 or 0 and calls the mean 0-1 low, 2-3 high; that mean is the number of high items. */
const HIGH_FROM = 2;

/** The TIME type from its three parts, or what is missing for it. */
export function derivedTime(
  targets: PredictionResult['targets'],
): DerivedTime | { readonly missing: string } {
  const classes = PARTS.map(part => targets[part]?.class);
  if (classes.includes(undefined))
    return { missing: 'The TIME type is counted from TSR, TILs and IS, and not all three were predicted.' };
  const count = classes.filter(predicted => predicted === 'high').length;
  return { count, class: count >= HIGH_FROM ? 'high' : 'low' };
}
