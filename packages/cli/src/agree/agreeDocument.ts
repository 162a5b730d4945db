import { RESEARCH_USE } from '@timescope/core/researchUse';
import { VERSION } from '@timescope/core/version';
import type { CohortAgreement } from './cohortAgreement';
import type { ComparedPair } from './comparedPair';
import type { LeftOut } from './pairsFolder';

interface Heading {
  readonly researchUse: string;
  readonly definitions: Readonly<Record<string, string>>;
  readonly provenance: { readonly software: string; readonly version: string };
}

/** What `agree ROI_A ROI_B --json` prints. */
export type PairDocument = Heading & ComparedPair;

/** What `agree --pairs DIR --json` prints. */
export interface CohortDocument extends Heading {
  readonly pairs: readonly (ComparedPair & { readonly name: string })[];
  readonly leftOut: readonly LeftOut[];
  readonly cohort: CohortAgreement;
}

const heading = (): Heading => ({
  researchUse: RESEARCH_USE,
  definitions: DEFINITIONS,
  provenance: { software: 'TIMEscope', version: VERSION },
});

export const pairDocument = (pair: ComparedPair): PairDocument => ({ ...heading(), ...pair });

export const cohortDocument = (said: Omit<CohortDocument, keyof Heading>): CohortDocument => ({
  ...heading(),
  ...said,
});

const DEFINITIONS = {
  dice: '2 x shared voxels / (voxels of A + voxels of B).',
  hausdorffMm: 'Between boundary voxels (a face towards the outside): the larger of the two directed maxima.',
  hd95Mm:
    'Between boundary voxels: the mean of the two directed 95 % percentiles; of n ascending distances number ' +
    'floor(0.95 n), counted from 1.',
  meanSurfaceDistanceMm: 'Between boundary voxels: the mean of the two directed means.',
  region: 'The same distances between all voxels instead of boundary voxels.',
  hd95LargerMm: 'The larger of the two directed 95 % percentiles.',
  volumeMm3: 'Voxels x voxel volume; difference A - B, in percent of the mean of the two.',
  largestSlice:
    'The slice of the greatest area; ties go to the one nearest the centroid, then to the lower index.',
  icc21: 'Two-way random effects, absolute agreement, single rating (Shrout and Fleiss 1979); 95 % interval.',
  icc31: 'Two-way mixed effects, consistency, single rating (Shrout and Fleiss 1979); 95 % interval.',
} as const;
