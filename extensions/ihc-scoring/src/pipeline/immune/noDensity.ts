import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { MARKER_NAMES, type ImmuneMarker } from './immuneDensities';

/** What of a slide's score the immune indices are made of. */
type CountedScore = Pick<
  ScoreResult,
  'marker' | 'areaMm2' | 'densityPerMm2' | 'notEvaluable' | 'compartments' | 'provenance'
>;

/**
 * Why a slide gives no density at a place; undefined where it does. Stroma without tumour is not the stroma of a tumour, and
 * the other way round there is nothing to compare with.
 */
export function noDensity(
  marker: ImmuneMarker,
  result: CountedScore,
  place: 'stroma' | 'tumour',
): string | undefined {
  const { tumour, stroma } = result.areaMm2;
  const name = `The ${MARKER_NAMES[marker]} slide`;
  if (result.provenance.compartments === 'none')
    return `${name} was measured without telling tumour and stroma apart.`;
  if (!((tumour ?? 0) > 0)) return `${name} shows no tumour epithelium, so no density is given.`;
  if (!((stroma ?? 0) > 0)) return `${name} shows no stroma, so no density is given.`;
  if (result.densityPerMm2[place] !== null) return undefined;
  return `${name}: ${result.notEvaluable[`densityPerMm2.${place}`] ?? 'its density is not known.'}`;
}
