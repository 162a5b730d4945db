import { TARGETS } from '@timescope/core/result/predictionResult';
import type { GradCamMap } from '../pipeline/prediction';
import type { Prediction, RadiologyState } from './radiologyState';

/** The map over the slice: of the chosen target, else of the first that marked something. */
export function shownMap(
  { outcome: { maps } }: Pick<Prediction, 'outcome'>,
  { target }: RadiologyState['heatMap'],
): GradCamMap | undefined {
  const all = TARGETS.flatMap(each => maps[each] ?? []);
  return all.find(map => map.target === target) ?? all.find(({ max }) => max > 0) ?? all[0];
}
