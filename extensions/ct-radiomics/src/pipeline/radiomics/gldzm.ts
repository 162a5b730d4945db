import { threeAggregations } from './aggregations';
import { addPairCounts, tally, underNames } from './countFeatures';
import { DIRECTIONS, FLAT_DIRECTIONS, neighbourOffsets } from './directions';
import { slicesOf, type GreyLevels } from './discretise';
import { renamed, type Features } from './featureTable';
import type { RoiVoxels } from './roiVoxels';
import { borderDistances, zones } from './zones.kernel';

const NAMES =
  'sde lde lgze hgze sdlge sdhge ldlge ldhge glnu glnu_norm zdnu zdnu_norm z_perc gl_var zd_var zd_entr'.split(
    ' ',
  );

/** IBSI 3.9, grey level distance zones in three aggregations (tags with `dzm_`). */
export function gldzm(roi: RoiVoxels, levels: GreyLevels): Features {
  const flat = {
    offsets: neighbourOffsets(levels, FLAT_DIRECTIONS),
    distances: borderDistances(roi, levels, true),
  };
  const deep = {
    offsets: neighbourOffsets(levels, DIRECTIONS),
    distances: borderDistances(roi, levels, false),
  };
  const all = threeAggregations(
    { slices: slicesOf(levels), voxels: levels.voxels },
    (voxels, isFlat) => {
      const { offsets, distances } = isFlat ? flat : deep;
      const found = zones(levels, voxels, offsets, distances);
      return tally(found.levels, found.distances);
    },
    addPairCounts,
    underNames(NAMES),
  );
  return renamed(all, 'dzm_');
}
