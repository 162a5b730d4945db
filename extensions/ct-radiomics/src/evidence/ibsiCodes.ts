import type { Code } from '@timescope/core/dicom/contentItem';

/**
 * Codes of features in the IBSI reference manual (Zwanenburg et al., arXiv:1612.07003v11), which DICOM takes as coding
 * scheme IBSI (PS3.16 section 8). Keys are the reference tags without their family; the families of counted runs, zones
 * and dependences share one order, that of `counted` in the catalogue.
 */
type Codes = Readonly<Record<string, readonly [code: string, meaning: string]>>;

const MORPHOLOGY: Codes = {
  volume: ['RNU0', 'Volume'],
  vol_approx: ['YEKZ', 'Approximate volume'],
  area_mesh: ['C0JK', 'Surface area'],
  av: ['2PR5', 'Surface to volume ratio'],
  comp_1: ['SKGS', 'Compactness 1'],
  comp_2: ['BQWJ', 'Compactness 2'],
  sph_dispr: ['KRCK', 'Spherical disproportion'],
  sphericity: ['QCFX', 'Sphericity'],
  asphericity: ['25C7', 'Asphericity'],
  com: ['KLMA', 'Centre of mass shift'],
  diam: ['L0JK', 'Maximum 3D diameter'],
  pca_maj_axis: ['TDIC', 'Major axis length'],
  pca_min_axis: ['P9VJ', 'Minor axis length'],
  pca_least_axis: ['7J51', 'Least axis length'],
  pca_elongation: ['Q3CK', 'Elongation'],
  pca_flatness: ['N17B', 'Flatness'],
  vol_dens_aabb: ['PBX1', 'Volume density - axis-aligned bounding box'],
  area_dens_aabb: ['R59B', 'Area density - axis-aligned bounding box'],
  vol_dens_aee: ['6BDE', 'Volume density - approximate enclosing ellipsoid'],
  area_dens_aee: ['RDD2', 'Area density - approximate enclosing ellipsoid'],
  vol_dens_conv_hull: ['R3ER', 'Volume density - convex hull'],
  area_dens_conv_hull: ['7T7F', 'Area density - convex hull'],
  integ_int: ['99N0', 'Integrated intensity'],
  moran_i: ['N365', "Moran's I index"],
  geary_c: ['NPT7', "Geary's C measure"],
};

const LOCAL_INTENSITY: Codes = {
  peak_loc: ['VJGA', 'Local intensity peak'],
  peak_glob: ['0F91', 'Global intensity peak'],
};

const STATISTICS: Codes = {
  mean: ['Q4LE', 'Mean'],
  var: ['ECT3', 'Variance'],
  skew: ['KE2A', 'Skewness'],
  kurt: ['IPH6', 'Kurtosis'],
  median: ['Y12H', 'Median'],
  min: ['1GSF', 'Minimum grey level'],
  p10: ['QG58', '10th percentile'],
  p90: ['8DWT', '90th percentile'],
  max: ['84IY', 'Maximum grey level'],
  iqr: ['SALO', 'Interquartile range'],
  range: ['2OJQ', 'Range'],
  mad: ['4FUA', 'Mean absolute deviation'],
  rmad: ['1128', 'Robust mean absolute deviation'],
  medad: ['N72L', 'Median absolute deviation'],
  cov: ['7TET', 'Coefficient of variation'],
  qcod: ['9S40', 'Quartile coefficient of dispersion'],
  energy: ['N8CA', 'Energy'],
  rms: ['5ZWQ', 'Root mean square'],
};

const HISTOGRAM: Codes = {
  mean: ['X6K6', 'Intensity histogram mean'],
  var: ['CH89', 'Intensity histogram variance'],
  skew: ['88K1', 'Intensity histogram skewness'],
  kurt: ['C3I7', 'Intensity histogram kurtosis'],
  median: ['WIFQ', 'Intensity histogram median'],
  min: ['1PR8', 'Intensity histogram minimum grey level'],
  p10: ['GPMT', 'Intensity histogram 10th percentile'],
  p90: ['OZ0C', 'Intensity histogram 90th percentile'],
  max: ['3NCY', 'Intensity histogram maximum grey level'],
  mode: ['AMMC', 'Intensity histogram mode'],
  iqr: ['WR0O', 'Intensity histogram interquartile range'],
  range: ['5Z3W', 'Intensity histogram range'],
  mad: ['D2ZX', 'Intensity histogram mean absolute deviation'],
  rmad: ['WRZB', 'Intensity histogram robust mean absolute deviation'],
  medad: ['4RNL', 'Intensity histogram median absolute deviation'],
  cov: ['CWYJ', 'Intensity histogram coefficient of variation'],
  qcod: ['SLWD', 'Intensity histogram quartile coefficient of dispersion'],
  entropy: ['TLU2', 'Intensity histogram entropy'],
  uniformity: ['BJ5W', 'Intensity histogram uniformity'],
  max_grad: ['12CE', 'Maximum histogram gradient'],
  max_grad_g: ['8E6O', 'Maximum histogram gradient grey level'],
  min_grad: ['VQB3', 'Minimum histogram gradient'],
  min_grad_g: ['RHQZ', 'Minimum histogram gradient grey level'],
};

const VOLUME_HISTOGRAM: Codes = {
  v10: ['BC2M', 'Volume at intensity fraction'],
  v90: ['BC2M', 'Volume at intensity fraction'],
  i10: ['GBPN', 'Intensity at volume fraction'],
  i90: ['GBPN', 'Intensity at volume fraction'],
  diff_v10_v90: ['DDTU', 'Volume fraction difference between intensity fractions'],
  diff_i10_i90: ['CNV2', 'Intensity fraction difference between volume fractions'],
};

const CO_OCCURRENCE: Codes = {
  joint_max: ['GYBY', 'Joint maximum'],
  joint_avg: ['60VM', 'Joint average'],
  joint_var: ['UR99', 'Joint variance'],
  joint_entr: ['TU9B', 'Joint entropy'],
  diff_avg: ['TF7R', 'Difference average'],
  diff_var: ['D3YU', 'Difference variance'],
  diff_entr: ['NTRS', 'Difference entropy'],
  sum_avg: ['ZGXS', 'Sum average'],
  sum_var: ['OEEB', 'Sum variance'],
  sum_entr: ['P6QZ', 'Sum entropy'],
  energy: ['8ZQL', 'Angular second moment'],
  contrast: ['ACUI', 'Contrast'],
  dissimilarity: ['8S9J', 'Dissimilarity'],
  inv_diff: ['IB1Z', 'Inverse difference'],
  inv_diff_norm: ['NDRX', 'Normalised inverse difference'],
  inv_diff_mom: ['WF0Z', 'Inverse difference moment'],
  inv_diff_mom_norm: ['1QCO', 'Normalised inverse difference moment'],
  inv_var: ['E8JP', 'Inverse variance'],
  corr: ['NI2N', 'Correlation'],
  auto_corr: ['QWB0', 'Autocorrelation'],
  clust_tend: ['DG8W', 'Cluster tendency'],
  clust_shade: ['7NFM', 'Cluster shade'],
  clust_prom: ['AE86', 'Cluster prominence'],
  info_corr1: ['R8DG', 'First measure of information correlation'],
  info_corr2: ['JN9H', 'Second measure of information correlation'],
};

const TONE_DIFFERENCE: Codes = {
  coarseness: ['QCDE', 'Coarseness'],
  contrast: ['65HE', 'Contrast'],
  busyness: ['NQ30', 'Busyness'],
  complexity: ['HDEZ', 'Complexity'],
  strength: ['1X9X', 'Strength'],
};

const RUN_LENGTH = counted(
  '22OV W4KF V3SW G3QZ HTZT GD3A IVPO 3KUM R5YN OVBL W92Y IC23 9ZK5 8CE5 SXLW HJ9O',
  [
    'Short runs emphasis',
    'Long runs emphasis',
    'Low grey level run emphasis',
    'High grey level run emphasis',
    'Short run low grey level emphasis',
    'Short run high grey level emphasis',
    'Long run low grey level emphasis',
    'Long run high grey level emphasis',
    'Grey level non-uniformity',
    'Normalised grey level non-uniformity',
    'Run length non-uniformity',
    'Normalised run length non-uniformity',
    'Run percentage',
    'Grey level variance',
    'Run length variance',
    'Run entropy',
  ],
);

const SIZE_ZONE = counted('5QRC 48P8 XMSY 5GN9 5RAI HW1V YH51 J17V JNSA Y1RO 4JP3 VB3A P30P BYLV 3NSA GU8N', [
  'Small zone emphasis',
  'Large zone emphasis',
  'Low grey level zone emphasis',
  'High grey level zone emphasis',
  'Small zone low grey level emphasis',
  'Small zone high grey level emphasis',
  'Large zone low grey level emphasis',
  'Large zone high grey level emphasis',
  'Grey level non-uniformity',
  'Normalised grey level non-uniformity',
  'Zone size non-uniformity',
  'Normalised zone size non-uniformity',
  'Zone percentage',
  'Grey level variance',
  'Zone size variance',
  'Zone size entropy',
]);

const DISTANCE_ZONE = counted(
  '0GBI MB4I S1RA K26C RUVG DKNJ A7WM KLTH VFT7 7HP3 V294 IATH VIWW QK93 7WT1 GBDU',
  [
    'Small distance emphasis',
    'Large distance emphasis',
    'Low grey level zone emphasis',
    'High grey level zone emphasis',
    'Small distance low grey level emphasis',
    'Small distance high grey level emphasis',
    'Large distance low grey level emphasis',
    'Large distance high grey level emphasis',
    'Grey level non-uniformity',
    'Normalised grey level non-uniformity',
    'Zone distance non-uniformity',
    'Zone distance non-uniformity normalised',
    'Zone percentage',
    'Grey level variance',
    'Zone distance variance',
    'Zone distance entropy',
  ],
);

const DEPENDENCE = counted(
  'SODN IMOQ TL9H OAE7 EQ3F JA6D NBZI 9QMG FP8K 5SPA Z87G OKJI 6XV8 1PFV DNX2 FCBV CAS9',
  [
    'Low dependence emphasis',
    'High dependence emphasis',
    'Low grey level count emphasis',
    'High grey level count emphasis',
    'Low dependence low grey level emphasis',
    'Low dependence high grey level emphasis',
    'High dependence low grey level emphasis',
    'High dependence high grey level emphasis',
    'Grey level non-uniformity',
    'Normalised grey level non-uniformity',
    'Dependence count non-uniformity',
    'Dependence count non-uniformity normalised',
    'Dependence count percentage',
    'Grey level variance',
    'Dependence count variance',
    'Dependence count entropy',
    'Dependence count energy',
  ],
);

const FAMILIES: Readonly<Record<string, Codes>> = {
  morph: MORPHOLOGY,
  loc: LOCAL_INTENSITY,
  stat: STATISTICS,
  ih: HISTOGRAM,
  ivh: VOLUME_HISTOGRAM,
  cm: CO_OCCURRENCE,
  rlm: RUN_LENGTH,
  szm: SIZE_ZONE,
  dzm: DISTANCE_ZONE,
  ngt: TONE_DIFFERENCE,
  ngl: DEPENDENCE,
};

/** How the matrices of a texture feature were gathered: values of "Feature aggregation" (5QB6). */
const AGGREGATIONS: Codes = {
  '2D_avg': ['BTW3', '2D, averaged over directions and slices'],
  '2D_comb': ['SUJT', '2D, directions merged by slice, averaged over slices'],
  '2_5D_avg': ['JJUI', '2.5D, slices merged by direction, averaged over directions'],
  '2_5D_comb': ['ZW7Z', '2.5D, slices and directions merged'],
  '3D_avg': ['ITBB', '3D, averaged over directions'],
  '3D_comb': ['IAZD', '3D, directions merged'],
  '2D': ['8QNN', '2D, averaged over slices'],
  '2_5D': ['62GR', '2.5D, slices merged'],
  '3D': ['KOBO', '3D'],
};

/** @param family tag of IBSI's reference files @param feature tag, or place in the order of `counted` */
export function ibsiCode(family: string, feature: string | number): Code | undefined {
  const codes = FAMILIES[family] ?? {};
  return codeOf(typeof feature === 'number' ? Object.values(codes)[feature] : codes[feature]);
}

export const aggregationCode = (aggregation: string): Code | undefined => codeOf(AGGREGATIONS[aggregation]);

export const FEATURE_AGGREGATION: Code = { value: '5QB6', scheme: 'IBSI', meaning: 'Feature aggregation' };

const codeOf = (entry: Codes[string] | undefined): Code | undefined =>
  entry && { value: entry[0], scheme: 'IBSI', meaning: entry[1] };

function counted(codes: string, meanings: readonly string[]): Codes {
  return Object.fromEntries(codes.split(' ').map((code, at) => [`#${at}`, [code, meanings[at] ?? '']]));
}
