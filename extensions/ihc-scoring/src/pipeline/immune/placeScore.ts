import { notComputable, type Computable } from '@timescope/core/statistics/computable';
import { MARKER_NAMES, type ImmuneMarker } from './immuneDensities';
import {
  groupOfScore,
  twoGroupsOf,
  type GroupCutoffs,
  type ImmuneGroup,
  type TwoGroups,
} from './immuneGroups';
import { percentileIn } from './percentile';
import { pairsAt, type ReferenceCohort } from './referenceCohort';

/** A score and what it is made of. Percentiles and score run from 0 to 100. */
export interface PlaceScore {
  readonly score: number;
  readonly percentiles: Readonly<Record<ImmuneMarker, number>>;
  readonly group: ImmuneGroup;
  readonly twoGroups: TwoGroups;
  readonly cutoffs: GroupCutoffs;
  /** Distance to the nearest cut-off, in percentiles; below 0: the score lies below it. */
  readonly toCutoff: { readonly cutoff: number; readonly distance: number };
  /** Patients of the cohort with both densities. */
  readonly n: number;
}

export const NO_COHORT =
  'No reference cohort was given: a percentile needs one; make it with timescope cohort reference from the results of your site.';

/**
 * Xu et al. 2021: the mean of the CD3 and the CD8 percentile in the cohort; of the densities in stroma the stroma-immune
 * score, of those in tumour epithelium the intraepithelial-immune score.
 * @param densities positive cells per mm2, or why there are none
 */
export function placeScore(
  place: 'stroma' | 'tumour',
  densities: Readonly<Record<ImmuneMarker, number | string>>,
  cohort: ReferenceCohort | undefined,
): Computable<PlaceScore> {
  const { cd3, cd8 } = densities;
  if (typeof cd3 === 'string') return notComputable(cd3);
  if (typeof cd8 === 'string') return notComputable(cd8);
  if (!cohort) return notComputable(NO_COHORT);
  const reference = pairsAt(cohort, place);
  const n = reference.cd3.length;
  if (n === 0)
    return notComputable(
      `No patient of the cohort "${cohort.name}" has both densities in ${place === 'tumour' ? 'tumour epithelium' : place}.`,
    );
  const percentiles = { cd3: percentileIn(reference.cd3, cd3), cd8: percentileIn(reference.cd8, cd8) };
  return { kind: 'computed', ...scoreOf(percentiles, cohort.cutoffs[place], n) };
}

/** @param n patients of the cohort with both densities */
export function scoreOf(
  percentiles: PlaceScore['percentiles'],
  cutoffs: GroupCutoffs,
  n: number,
): PlaceScore {
  const score = meanOf(percentiles);
  const group = groupOfScore(score, cutoffs);
  return {
    score,
    percentiles,
    group,
    twoGroups: twoGroupsOf(group),
    cutoffs,
    toCutoff: nearest(score, cutoffs),
    n,
  };
}

/** Sums that are equal may differ in the last bit, and one of them would fall below a cut-off that the other meets. */
export const meanOf = ({ cd3, cd8 }: Readonly<Record<ImmuneMarker, number>>): number =>
  Math.round(((cd3 + cd8) / 2) * 1e9) / 1e9;

function nearest(score: number, { low, high }: GroupCutoffs): PlaceScore['toCutoff'] {
  const cutoff = Math.abs(score - low) <= Math.abs(score - high) ? low : high;
  return { cutoff, distance: score - cutoff };
}

/** Why a slide's density cannot be had. */
export const missingSlide = (marker: ImmuneMarker): string =>
  `The ${MARKER_NAMES[marker]} slide is missing: both CD3 and CD8 are needed.`;
