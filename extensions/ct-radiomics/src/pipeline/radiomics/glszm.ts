import { threeAggregations } from './aggregations';
import { addPairCounts, countFeatures, tally, underNames } from './countFeatures';
import { DIRECTIONS, FLAT_DIRECTIONS, neighbourOffsets } from './directions';
import { slicesOf, type GreyLevels } from './discretise';
import { renamed, type Features } from './featureTable';
import { zones } from './zones.kernel';

const NAMES =
  'sze lze lgze hgze szlge szhge lzlge lzhge glnu glnu_norm zsnu zsnu_norm z_perc gl_var zs_var zs_entr'.split(
    ' ',
  );

/** IBSI 3.8, grey level size zones in three aggregations (tags with `szm_`). */
export function glszm(levels: GreyLevels): Features {
  const offsets = [FLAT_DIRECTIONS, DIRECTIONS].map(directions => neighbourOffsets(levels, directions));
  const all = threeAggregations(
    { slices: slicesOf(levels), voxels: levels.voxels },
    (voxels, isFlat) => sizeZones(levels, voxels, offsets[isFlat ? 0 : 1] ?? new Int32Array()),
    addPairCounts,
    underNames(NAMES),
  );
  return renamed(all, 'szm_');
}

/** In the volume (PyRadiomics). */
export function volumeGlszm(levels: GreyLevels): Features {
  const { voxels } = levels;
  return countFeatures(sizeZones(levels, voxels, neighbourOffsets(levels, DIRECTIONS)), voxels.length) ?? {};
}

function sizeZones(levels: GreyLevels, voxels: Int32Array, offsets: Int32Array) {
  const found = zones(levels, voxels, offsets);
  return tally(found.levels, found.sizes);
}
