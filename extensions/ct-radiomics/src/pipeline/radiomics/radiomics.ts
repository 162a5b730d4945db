import { featureCatalogue, type FeatureEntry } from './catalogue/catalogue';
import { discretise, type Discretisation } from './discretise';
import type { Features } from './featureTable';
import { ibsiFeatures } from './ibsi';
import type { ImageVoxels } from './imageVoxels';
import { pyradiomicsFeatures } from './pyradiomics';
import { resample } from './resample';
import { resegment } from './resegment';
import { insideIntensities, roiVoxels, type RoiVoxels } from './roiVoxels';
import { DEFAULT_WIDTH, type RadiomicsSettings } from './settings';

export interface RadiomicsResult {
  readonly settings: RadiomicsSettings & { readonly bins: NonNullable<RadiomicsSettings['bins']> };
  readonly voxels: number;
  readonly greyLevels: number;
  readonly spacingMm: readonly number[];
  /** By name in the order of the profile's table; null where `notEvaluable` says why. */
  readonly features: Readonly<Record<string, number | null>>;
  readonly notEvaluable: Readonly<Record<string, string>>;
}

/**
 * Radiomics of a region in the order of IBSI's scheme: resample, resegment, discretise, features.
 * @throws TimescopeError EMPTY_ROI, USAGE
 */
export function radiomics(image: ImageVoxels, settings: RadiomicsSettings): RadiomicsResult {
  const { profile, spacingMm, bins = { width: DEFAULT_WIDTH[profile] } } = settings;
  const grid = spacingMm ? resample(image, spacingMm) : image;
  const roi = resegment(roiVoxels(grid), settings.resegmentation ?? {});
  const levels = discretise(roi, discretisation(settings, bins));
  const computed = profile === 'ibsi' ? ibsiFeatures(grid, roi, levels) : pyradiomicsFeatures(roi, levels);
  const wanted = featureCatalogue(profile).filter(entry => roi.size[2] === 1 || !isOneSlice(entry));
  return {
    settings: { ...settings, bins },
    voxels: levels.voxels.length,
    greyLevels: levels.count,
    spacingMm: grid.spacingMm,
    ...withReasons(wanted, computed, roi),
  };
}

/** Shape of a slice is asked of a region on one slice only, as PyRadiomics does. */
const isOneSlice = ({ name }: FeatureEntry) => name.startsWith('original_shape2D_');

function discretisation(
  { profile, resegmentation }: RadiomicsSettings,
  bins: NonNullable<RadiomicsSettings['bins']>,
): Discretisation {
  if ('count' in bins) return { kind: 'count', count: bins.count };
  if (profile === 'pyradiomics') return { kind: 'width', width: bins.width, from: 'zero' };
  const origin = resegmentation?.range?.[0];
  return {
    kind: 'width',
    width: bins.width,
    from: 'ibsi',
    ...(origin !== undefined && Number.isFinite(origin) && { origin }),
  };
}

function withReasons(
  wanted: readonly FeatureEntry[],
  computed: Features,
  roi: RoiVoxels,
): Pick<RadiomicsResult, 'features' | 'notEvaluable'> {
  const features: Record<string, number | null> = {};
  const notEvaluable: Record<string, string> = {};
  let reason: ((name: string) => string) | undefined;
  for (const { name } of wanted) {
    const value = computed[name];
    features[name] = value !== undefined && Number.isFinite(value) ? value : null;
    if (features[name] !== null) continue;
    reason ??= reasonFor(roi);
    notEvaluable[name] = reason(name);
  }
  return { features, notEvaluable };
}

function reasonFor(roi: RoiVoxels): (name: string) => string {
  const intensities = insideIntensities(roi);
  const [first] = intensities;
  if (intensities.length === 1) return () => 'The region is one voxel.';
  const isFlat = intensities.every(value => value === first);
  return name => {
    if (/moran|geary|ivh_/.test(name))
      return isFlat
        ? 'All intensities of the region are equal.'
        : 'The region is too large for sums over all pairs.';
    if (/(glcm|cm)_/.test(name)) return 'No two voxels of the region touch in the directions asked for.';
    if (/ngt/.test(name)) return 'No voxel of the region has a neighbour in it.';
    if (/_aee|longation|latness/.test(name)) return 'The region has no extent along one axis.';
    return 'Its formula divides by 0 for this region.';
  };
}
