/** Unit of a feature: `I` is the unit of the intensities (HU of a CT), `g` grey levels, `1` none. */
export type Unit =
  | '1'
  | 'mm'
  | '1/mm'
  | 'mm2'
  | 'mm3'
  | 'I'
  | 'I2'
  | 'I mm3'
  | 'I2 mm3'
  | 'g'
  | 'g2'
  | 'g3'
  | 'g4'
  | 'bit'
  | 'voxels';

export type Definition = readonly [unit: Unit, definition: string];

type Definitions = Readonly<Record<string, Definition>>;

/** Keys are the IBSI reference tags without their family. */
export const MORPHOLOGY: Definitions = {
  volume: ['mm3', 'Volume enclosed by the surface mesh'],
  vol_approx: ['mm3', 'Number of voxels times the volume of one'],
  area_mesh: ['mm2', 'Area of the surface mesh'],
  av: ['1/mm', 'Surface area / volume'],
  comp_1: ['1', 'Compactness 1: volume / (sqrt(pi) area^1.5)'],
  comp_2: ['1', 'Compactness 2: 36 pi volume^2 / area^3; 1 of a sphere'],
  sph_dispr: ['1', 'Area / area of the sphere of the same volume'],
  sphericity: ['1', 'Area of the sphere of the same volume / area'],
  asphericity: ['1', 'Spherical disproportion less 1'],
  com: ['mm', 'Distance between the centres of shape and of intensity'],
  diam: ['mm', 'Greatest distance between two vertices of the mesh'],
  pca_maj_axis: ['mm', '4 x root of the largest variance of the voxel centres'],
  pca_min_axis: ['mm', '4 x root of the second variance of the voxel centres'],
  pca_least_axis: ['mm', '4 x root of the least variance of the voxel centres'],
  pca_elongation: ['1', 'Minor axis / major axis'],
  pca_flatness: ['1', 'Least axis / major axis'],
  vol_dens_aabb: ['1', 'Volume / volume of the box along the axes'],
  area_dens_aabb: ['1', 'Area / area of the box along the axes'],
  vol_dens_aee: ['1', 'Volume / volume of the ellipsoid of the principal axes'],
  area_dens_aee: ['1', 'Area / area of the ellipsoid of the principal axes'],
  vol_dens_conv_hull: ['1', 'Volume / volume of the convex hull'],
  area_dens_conv_hull: ['1', 'Area / area of the convex hull'],
  integ_int: ['I mm3', 'Mean intensity x volume'],
  moran_i: ['1', "Moran's I: likeness of intensities, weighted by 1 / distance"],
  geary_c: ['1', "Geary's C: difference of intensities, weighted by 1 / distance"],
};

export const LOCAL_INTENSITY: Definitions = {
  peak_loc: ['I', 'Mean in 1 cm3 about the voxel of greatest intensity'],
  peak_glob: ['I', 'Greatest mean in 1 cm3 about a voxel of the region'],
};

export const STATISTICS: Definitions = {
  mean: ['I', 'Mean'],
  var: ['I2', 'Variance (of the population)'],
  skew: ['1', 'Skewness'],
  kurt: ['1', 'Kurtosis less 3'],
  median: ['I', 'Median'],
  min: ['I', 'Minimum'],
  p10: ['I', '10th percentile'],
  p90: ['I', '90th percentile'],
  max: ['I', 'Maximum'],
  iqr: ['I', '75th less 25th percentile'],
  range: ['I', 'Maximum less minimum'],
  mad: ['I', 'Mean distance from the mean'],
  rmad: ['I', 'Mean distance from the mean between the 10th and 90th percentile'],
  medad: ['I', 'Mean distance from the median'],
  cov: ['1', 'Standard deviation / mean'],
  qcod: ['1', '(p75 - p25) / (p75 + p25)'],
  energy: ['I2', 'Sum of the squares'],
  rms: ['I', 'Root of the mean square'],
};

export const HISTOGRAM: Definitions = {
  ...Object.fromEntries(
    Object.entries(STATISTICS)
      .filter(([name]) => name !== 'energy' && name !== 'rms')
      .map(([name, [unit, text]]): [string, Definition] => [
        name,
        [unit === 'I' ? 'g' : unit === 'I2' ? 'g2' : unit, `${text} of the grey levels`],
      ]),
  ),
  mode: ['g', 'Commonest grey level'],
  entropy: ['bit', 'Entropy of the grey levels'],
  uniformity: ['1', 'Sum of the squared shares of the grey levels'],
  max_grad: ['voxels', 'Steepest rise of the histogram'],
  max_grad_g: ['g', 'Grey level of the steepest rise'],
  min_grad: ['voxels', 'Steepest fall of the histogram'],
  min_grad_g: ['g', 'Grey level of the steepest fall'],
};

export const VOLUME_HISTOGRAM: Definitions = {
  v10: ['1', 'Share of the volume at 10 % of the intensity range or above'],
  v90: ['1', 'Share of the volume at 90 % of the intensity range or above'],
  i10: ['I', 'Least intensity that at most 10 % of the volume reaches'],
  i90: ['I', 'Least intensity that at most 90 % of the volume reaches'],
  diff_v10_v90: ['1', 'Difference of the shares at 10 % and 90 %'],
  diff_i10_i90: ['I', 'Difference of the intensities at 10 % and 90 %'],
};

export const CO_OCCURRENCE: Definitions = {
  joint_max: ['1', 'Share of the commonest pair'],
  joint_avg: ['g', 'Mean grey level of the pairs'],
  joint_var: ['g2', 'Variance of the grey level of the pairs'],
  joint_entr: ['bit', 'Entropy of the pairs'],
  diff_avg: ['g', 'Mean of |i - j|'],
  diff_var: ['g2', 'Variance of |i - j|'],
  diff_entr: ['bit', 'Entropy of |i - j|'],
  sum_avg: ['g', 'Mean of i + j'],
  sum_var: ['g2', 'Variance of i + j'],
  sum_entr: ['bit', 'Entropy of i + j'],
  energy: ['1', 'Sum of the squared shares (angular second moment)'],
  contrast: ['g2', 'Mean of (i - j)^2'],
  dissimilarity: ['g', 'Mean of |i - j|'],
  inv_diff: ['1', 'Mean of 1 / (1 + |i - j|)'],
  inv_diff_norm: ['1', 'Mean of 1 / (1 + |i - j| / levels)'],
  inv_diff_mom: ['1', 'Mean of 1 / (1 + (i - j)^2)'],
  inv_diff_mom_norm: ['1', 'Mean of 1 / (1 + (i - j)^2 / levels^2)'],
  inv_var: ['1', 'Mean of 1 / (i - j)^2 where i is not j'],
  corr: ['1', 'Correlation of i and j'],
  auto_corr: ['g2', 'Mean of i j'],
  clust_tend: ['g2', 'Mean of (i + j - 2 mean)^2'],
  clust_shade: ['g3', 'Mean of (i + j - 2 mean)^3'],
  clust_prom: ['g4', 'Mean of (i + j - 2 mean)^4'],
  info_corr1: ['1', 'First measure of information correlation'],
  info_corr2: ['1', 'Second measure of information correlation'],
  mcc: ['1', 'Maximal correlation coefficient'],
};

/** What runs, zones, distance zones and dependences share, in the words of each; `{one}` is a run, zone ... */
export function counted(one: string, second: string): Readonly<Record<string, Definition>> {
  return {
    short: ['1', `Mean of 1 / ${second}^2 over all ${one}s`],
    long: ['1', `Mean of ${second}^2 over all ${one}s`],
    low: ['1', `Mean of 1 / level^2 over all ${one}s`],
    high: ['g2', `Mean of level^2 over all ${one}s`],
    short_low: ['1', `Mean of 1 / (level^2 ${second}^2)`],
    short_high: ['g2', `Mean of level^2 / ${second}^2`],
    long_low: ['1', `Mean of ${second}^2 / level^2`],
    long_high: ['g2', `Mean of level^2 ${second}^2`],
    glnu: ['1', `Unevenness of the ${one}s over the grey levels`],
    glnu_norm: ['1', `The same / number of ${one}s`],
    nu: ['1', `Unevenness of the ${one}s over the ${second}s`],
    nu_norm: ['1', `The same / number of ${one}s`],
    perc: ['1', `Number of ${one}s / greatest possible number`],
    gl_var: ['g2', `Variance of the grey level over all ${one}s`],
    var: ['1', `Variance of the ${second}`],
    entr: ['bit', `Entropy of level and ${second}`],
    energy: ['1', `Sum of the squared shares of level and ${second}`],
  };
}

export const TONE_DIFFERENCE: Definitions = {
  coarseness: ['1', '1 / sum of the differences from the neighbours, by share of the level'],
  contrast: ['1', 'Spread of the levels x mean difference from the neighbours'],
  busyness: ['1', 'Difference from the neighbours / spread of the weighted levels'],
  complexity: ['1', 'Differences of the levels, weighted by difference from the neighbours'],
  strength: ['1', 'Differences of common levels / difference from the neighbours'],
};
