import { threeAggregations } from './aggregations';
import { addPairCounts, countFeatures, pairCounts, underNames } from './countFeatures';
import { DIRECTIONS, FLAT_DIRECTIONS, neighbourOffsets } from './directions';
import { slicesOf, type GreyLevels } from './discretise';
import { renamed, type Features } from './featureTable';
import { neighbourhoods, type Neighbourhoods } from './neighbourhood.kernel';

const NAMES = (
  'lde hde lgce hgce ldlge ldhge hdlge hdhge glnu glnu_norm dcnu dcnu_norm dc_perc gl_var dc_var dc_entr ' +
  'dc_energy'
).split(' ');

/** IBSI 3.11, neighbouring grey level dependence (coarseness 0, distance 1) in three aggregations (tags with `ngl_`). */
export function ngldm(levels: GreyLevels): Features {
  const offsets = [FLAT_DIRECTIONS, DIRECTIONS].map(directions => neighbourOffsets(levels, directions));
  const all = threeAggregations(
    { slices: slicesOf(levels), voxels: levels.voxels },
    (voxels, isFlat) => {
      const around = offsets[isFlat ? 0 : 1] ?? new Int32Array();
      return pairCounts(neighbourhoods(levels, voxels, around).alike, around.length + 1);
    },
    addPairCounts,
    underNames(NAMES),
  );
  return renamed(all, 'ngl_');
}

/** In the volume (PyRadiomics calls it GLDM). */
export function volumeGldm({ alike, all }: Neighbourhoods): Features {
  const voxels = all.reduce((sum, count) => sum + count, 0);
  return countFeatures(pairCounts(alike, alike.length / all.length), voxels) ?? {};
}
