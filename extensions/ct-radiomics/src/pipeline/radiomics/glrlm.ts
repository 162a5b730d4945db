import { sixAggregations } from './aggregations';
import { addPairCounts, countFeatures, pairCounts, underNames, type PairCounts } from './countFeatures';
import { DIRECTIONS, FLAT_DIRECTIONS, offsetOf, type Direction } from './directions';
import { slicesOf, type GreyLevels } from './discretise';
import { meanFeatures, renamed, type Features } from './featureTable';
import { longestRun, runLengths } from './glrlm.kernel';

const NAMES =
  'sre lre lgre hgre srlge srhge lrlge lrhge glnu glnu_norm rlnu rlnu_norm r_perc gl_var rl_var rl_entr'.split(
    ' ',
  );

/** IBSI 3.7, grey level run lengths in six aggregations (tags with `rlm_`). */
export function glrlm(levels: GreyLevels): Features {
  const all = sixAggregations(
    { slices: slicesOf(levels), voxels: levels.voxels, flat: FLAT_DIRECTIONS, deep: DIRECTIONS },
    (voxels, direction) => runs(levels, voxels, direction),
    addPairCounts,
    underNames(NAMES),
  );
  return renamed(all, 'rlm_');
}

/** The mean over `directions` of the features of each direction (PyRadiomics). */
export function meanGlrlm(levels: GreyLevels, directions: readonly Direction[]): Features {
  const { voxels } = levels;
  return meanFeatures(
    directions.flatMap(direction => countFeatures(runs(levels, voxels, direction), voxels.length) ?? []),
  );
}

const runs = (levels: GreyLevels, voxels: Int32Array, direction: Direction): PairCounts =>
  pairCounts(runLengths(levels, voxels, offsetOf(levels, direction)), longestRun(levels));
