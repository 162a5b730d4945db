import type { GreyLevels } from './discretise';
import { renamed, type Features } from './featureTable';
import { glcm } from './glcm';
import { gldzm } from './gldzm';
import { glrlm } from './glrlm';
import { glszm } from './glszm';
import { histogram } from './histogram';
import type { ImageVoxels } from './imageVoxels';
import { intensityVolumeHistogram } from './intensityVolumeHistogram';
import { localIntensity } from './localIntensity.kernel';
import { morphology } from './morphology';
import { ngldm } from './ngldm';
import { ngtdm } from './ngtdm';
import { insideIntensities, type RoiVoxels } from './roiVoxels';
import { statistics } from './statistics';

/** Profile `ibsi`: the image biomarker standardisation initiative's reference manual (arXiv 1612.07003), by its tags. */
export function ibsiFeatures(image: ImageVoxels, roi: RoiVoxels, levels: GreyLevels): Features {
  const intensities = insideIntensities(roi);
  return {
    ...morphology(roi),
    ...localIntensity(image, roi),
    ...renamed(statistics(intensities), 'stat_'),
    ...renamed(histogram(levels), 'ih_'),
    ...renamed(intensityVolumeHistogram(intensities), 'ivh_'),
    ...glcm(levels),
    ...glrlm(levels),
    ...glszm(levels),
    ...gldzm(roi, levels),
    ...ngtdm(levels),
    ...ngldm(levels),
  };
}
