import {
  FIRST_ORDER_NAMES,
  GLCM_NAMES,
  GLDM_NAMES,
  GLRLM_NAMES,
  GLSZM_NAMES,
  NGTDM_NAMES,
} from './catalogue/pyradiomicsNames';
import { DIRECTIONS, neighbourOffsets } from './directions';
import type { GreyLevels } from './discretise';
import { chosen, renamed, type Features } from './featureTable';
import { meanGlcm } from './glcm';
import { meanGlrlm } from './glrlm';
import { volumeGlszm } from './glszm';
import { levelDisorder } from './histogram';
import { neighbourhoods } from './neighbourhood.kernel';
import { volumeGldm } from './ngldm';
import { volumeNgtdm } from './ngtdm';
import { insideIntensities, type RoiVoxels } from './roiVoxels';
import { shape3d } from './shape';
import { shape2d } from './shape2d';
import { statistics } from './statistics';

/**
 * Profile `pyradiomics`: the features and conventions of PyRadiomics' documentation (van Griethuysen et al., Cancer
 * Research 2017;77:e104), default settings: distance 1, symmetric, mean over directions, kurtosis not less 3.
 */
export function pyradiomicsFeatures(roi: RoiVoxels, levels: GreyLevels): Features {
  // Along an axis in which the region is one voxel thick PyRadiomics takes no direction.
  const directions = DIRECTIONS.filter(direction =>
    direction.every((step, axis) => Math.abs(step) < (roi.size[axis] ?? 0)),
  );
  const around = neighbourhoods(levels, levels.voxels, neighbourOffsets(levels, DIRECTIONS));
  return {
    ...renamed(shape3d(roi), 'original_shape_'),
    ...chosen(firstOrder(roi, levels), FIRST_ORDER_NAMES, 'original_firstorder_'),
    ...chosen(meanGlcm(levels, directions), GLCM_NAMES, 'original_glcm_'),
    ...chosen(meanGlrlm(levels, directions), GLRLM_NAMES, 'original_glrlm_'),
    ...chosen(volumeGlszm(levels), GLSZM_NAMES, 'original_glszm_'),
    ...chosen(volumeGldm(around), GLDM_NAMES, 'original_gldm_'),
    ...chosen(volumeNgtdm(around), NGTDM_NAMES, 'original_ngtdm_'),
    ...(roi.size[2] === 1 ? renamed(shape2d(roi), 'original_shape2D_') : {}),
  };
}

function firstOrder(roi: RoiVoxels, levels: GreyLevels): Features {
  const all = statistics(insideIntensities(roi));
  const [x, y, z] = roi.spacingMm;
  return {
    ...all,
    ...levelDisorder(levels),
    // PyRadiomics gives 0 for a flat region.
    kurtosis: all.var === 0 ? 0 : (all.kurt ?? NaN) + 3,
    total_energy: (all.energy ?? NaN) * x * y * z,
  };
}
