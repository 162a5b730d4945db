import {
  CO_OCCURRENCE,
  counted,
  MORPHOLOGY,
  STATISTICS,
  TONE_DIFFERENCE,
  type Definition,
} from './definitions';

/** PyRadiomics' name of a feature -> our own name of it within its family. */
type Names = Readonly<Record<string, string>>;

export const FIRST_ORDER_NAMES: Names = {
  '10Percentile': 'p10',
  '90Percentile': 'p90',
  Energy: 'energy',
  Entropy: 'entropy',
  InterquartileRange: 'iqr',
  Kurtosis: 'kurtosis',
  Maximum: 'max',
  MeanAbsoluteDeviation: 'mad',
  Mean: 'mean',
  Median: 'median',
  Minimum: 'min',
  Range: 'range',
  RobustMeanAbsoluteDeviation: 'rmad',
  RootMeanSquared: 'rms',
  Skewness: 'skew',
  TotalEnergy: 'total_energy',
  Uniformity: 'uniformity',
  Variance: 'var',
};

export const GLCM_NAMES: Names = {
  Autocorrelation: 'auto_corr',
  JointAverage: 'joint_avg',
  ClusterProminence: 'clust_prom',
  ClusterShade: 'clust_shade',
  ClusterTendency: 'clust_tend',
  Contrast: 'contrast',
  Correlation: 'corr',
  DifferenceAverage: 'diff_avg',
  DifferenceEntropy: 'diff_entr',
  DifferenceVariance: 'diff_var',
  JointEnergy: 'energy',
  JointEntropy: 'joint_entr',
  Imc1: 'info_corr1',
  Imc2: 'info_corr2',
  Idm: 'inv_diff_mom',
  MCC: 'mcc',
  Idmn: 'inv_diff_mom_norm',
  Id: 'inv_diff',
  Idn: 'inv_diff_norm',
  InverseVariance: 'inv_var',
  MaximumProbability: 'joint_max',
  SumAverage: 'sum_avg',
  SumEntropy: 'sum_entr',
  SumSquares: 'joint_var',
};

export const GLRLM_NAMES: Names = {
  GrayLevelNonUniformity: 'glnu',
  GrayLevelNonUniformityNormalized: 'glnu_norm',
  GrayLevelVariance: 'gl_var',
  HighGrayLevelRunEmphasis: 'high',
  LongRunEmphasis: 'long',
  LongRunHighGrayLevelEmphasis: 'long_high',
  LongRunLowGrayLevelEmphasis: 'long_low',
  LowGrayLevelRunEmphasis: 'low',
  RunEntropy: 'entr',
  RunLengthNonUniformity: 'nu',
  RunLengthNonUniformityNormalized: 'nu_norm',
  RunPercentage: 'perc',
  RunVariance: 'var',
  ShortRunEmphasis: 'short',
  ShortRunHighGrayLevelEmphasis: 'short_high',
  ShortRunLowGrayLevelEmphasis: 'short_low',
};

export const GLSZM_NAMES: Names = {
  GrayLevelNonUniformity: 'glnu',
  GrayLevelNonUniformityNormalized: 'glnu_norm',
  GrayLevelVariance: 'gl_var',
  HighGrayLevelZoneEmphasis: 'high',
  LargeAreaEmphasis: 'long',
  LargeAreaHighGrayLevelEmphasis: 'long_high',
  LargeAreaLowGrayLevelEmphasis: 'long_low',
  LowGrayLevelZoneEmphasis: 'low',
  SizeZoneNonUniformity: 'nu',
  SizeZoneNonUniformityNormalized: 'nu_norm',
  SmallAreaEmphasis: 'short',
  SmallAreaHighGrayLevelEmphasis: 'short_high',
  SmallAreaLowGrayLevelEmphasis: 'short_low',
  ZoneEntropy: 'entr',
  ZonePercentage: 'perc',
  ZoneVariance: 'var',
};

export const GLDM_NAMES: Names = {
  DependenceEntropy: 'entr',
  DependenceNonUniformity: 'nu',
  DependenceNonUniformityNormalized: 'nu_norm',
  DependenceVariance: 'var',
  GrayLevelNonUniformity: 'glnu',
  GrayLevelVariance: 'gl_var',
  HighGrayLevelEmphasis: 'high',
  LargeDependenceEmphasis: 'long',
  LargeDependenceHighGrayLevelEmphasis: 'long_high',
  LargeDependenceLowGrayLevelEmphasis: 'long_low',
  LowGrayLevelEmphasis: 'low',
  SmallDependenceEmphasis: 'short',
  SmallDependenceHighGrayLevelEmphasis: 'short_high',
  SmallDependenceLowGrayLevelEmphasis: 'short_low',
};

export const NGTDM_NAMES: Names = {
  Busyness: 'busyness',
  Coarseness: 'coarseness',
  Complexity: 'complexity',
  Contrast: 'contrast',
  Strength: 'strength',
};

/** Where PyRadiomics' features differ from IBSI's or have no tag. */
const FIRST_ORDER: Readonly<Record<string, Definition>> = {
  ...STATISTICS,
  entropy: ['bit', 'Entropy of the grey levels'],
  uniformity: ['1', 'Sum of the squared shares of the grey levels'],
  kurtosis: ['1', 'Kurtosis (3 of a normal distribution)'],
  total_energy: ['I2 mm3', 'Sum of the squares x volume of a voxel'],
};

const SHAPE: Readonly<Record<string, Definition>> = {
  Elongation: defined(MORPHOLOGY, 'pca_elongation'),
  Flatness: defined(MORPHOLOGY, 'pca_flatness'),
  LeastAxisLength: defined(MORPHOLOGY, 'pca_least_axis'),
  MajorAxisLength: defined(MORPHOLOGY, 'pca_maj_axis'),
  Maximum2DDiameterColumn: [
    'mm',
    'Greatest distance of two vertices of the mesh in one plane across the rows (y)',
  ],
  Maximum2DDiameterRow: [
    'mm',
    'Greatest distance of two vertices of the mesh in one plane across the columns (x)',
  ],
  Maximum2DDiameterSlice: ['mm', 'Greatest distance of two vertices of the mesh in one plane of slices (z)'],
  Maximum3DDiameter: defined(MORPHOLOGY, 'diam'),
  MeshVolume: defined(MORPHOLOGY, 'volume'),
  MinorAxisLength: defined(MORPHOLOGY, 'pca_min_axis'),
  Sphericity: defined(MORPHOLOGY, 'sphericity'),
  SurfaceArea: defined(MORPHOLOGY, 'area_mesh'),
  SurfaceVolumeRatio: defined(MORPHOLOGY, 'av'),
  VoxelVolume: defined(MORPHOLOGY, 'vol_approx'),
};

const SHAPE_2D: Readonly<Record<string, Definition>> = {
  Elongation: ['1', 'Minor axis / major axis'],
  MajorAxisLength: ['mm', '4 x root of the larger variance of the pixel centres'],
  MaximumDiameter: ['mm', 'Greatest distance of two points of the outline'],
  MeshSurface: ['mm2', 'Area within the outline'],
  MinorAxisLength: ['mm', '4 x root of the smaller variance of the pixel centres'],
  Perimeter: ['mm', 'Length of the outline'],
  PerimeterSurfaceRatio: ['1/mm', 'Perimeter / area'],
  PixelSurface: ['mm2', 'Number of pixels times the area of one'],
  Sphericity: ['1', 'Perimeter of the circle of the same area / perimeter'],
};

/** Families in PyRadiomics' order, with the definition of every feature. */
export const PYRADIOMICS_FAMILIES: Readonly<
  Record<string, { readonly title: string; readonly definitions: Readonly<Record<string, Definition>> }>
> = {
  shape: { title: 'Shape', definitions: SHAPE },
  firstorder: { title: 'First order', definitions: named(FIRST_ORDER_NAMES, FIRST_ORDER) },
  glcm: { title: 'Co-occurrence (GLCM)', definitions: named(GLCM_NAMES, CO_OCCURRENCE) },
  glrlm: { title: 'Run length (GLRLM)', definitions: named(GLRLM_NAMES, counted('run', 'length')) },
  glszm: { title: 'Size zone (GLSZM)', definitions: named(GLSZM_NAMES, counted('zone', 'size')) },
  gldm: { title: 'Dependence (GLDM)', definitions: named(GLDM_NAMES, counted('voxel', 'dependence')) },
  ngtdm: { title: 'Tone difference (NGTDM)', definitions: named(NGTDM_NAMES, TONE_DIFFERENCE) },
  shape2D: { title: 'Shape of one slice', definitions: SHAPE_2D },
};

function named(
  names: Names,
  definitions: Readonly<Record<string, Definition>>,
): Readonly<Record<string, Definition>> {
  return Object.fromEntries(Object.entries(names).map(([name, own]) => [name, defined(definitions, own)]));
}

function defined(definitions: Readonly<Record<string, Definition>>, name: string): Definition {
  const found = definitions[name];
  if (!found) throw new Error(`No definition of ${name}.`);
  return found;
}
