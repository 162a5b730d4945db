import type { ByCompartment, CompartmentScores } from '@timescope/core/result/scoreResult';
import type { MarkerScore } from '../presets/preset';
import { byCompartment, scoresOf, type Parts } from './parts';
import type { Reasons } from './reasons';
import { EMPTY_PART, otherMarker, UNKNOWN_PART } from './sentences';

type Key = keyof ByCompartment<unknown>;

/** Every score of the whole area, the tumour and the stroma; each that is missing leaves its reason. */
export function compartmentScores(
  parts: Parts,
  scores: readonly MarkerScore[],
  reasons: Reasons,
): Record<Key, CompartmentScores> {
  return byCompartment(key => {
    const part = parts[key];
    const raw = part && scoresOf(part, scores);
    const noCells = part ? EMPTY_PART[key] : UNKNOWN_PART[key];
    const noPixels = part?.inside ? EMPTY_PART[key] : UNKNOWN_PART[key];
    const noAllred = scores.includes('allred') ? noCells : otherMarker('allred');
    return {
      cells: reasons.always(pathOf('cells', key), raw?.cells, noCells),
      percentPositive: reasons.give(pathOf('percentPositive', key), raw?.percentPositive, noCells),
      hScore: reasons.give(`hScore.${key}`, raw?.hScore, noCells),
      hScorePixels: reasons.give(`hScorePixels.${key}`, raw?.hScorePixels, noPixels),
      allred: reasons.give(`allred.${key}`, raw?.allred, noAllred),
      densityPerMm2: reasons.give(`densityPerMm2.${key}`, raw?.densityPerMm2, noPixels),
      areaMm2: reasons.always(`areaMm2.${key}`, raw?.areaMm2, noPixels),
      positiveAreaPercent: reasons.give(`positiveAreaPercent.${key}`, raw?.positiveAreaPercent, noPixels),
    };
  });
}

/** Where the value stands in the document. */
const pathOf = (name: string, key: Key): string => (key === 'whole' ? name : `compartments.${key}.${name}`);
