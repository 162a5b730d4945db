import { counted } from '../pipeline/radiomics/catalogue/definitions';
import {
  FIRST_ORDER_NAMES,
  GLCM_NAMES,
  GLDM_NAMES,
  GLRLM_NAMES,
  GLSZM_NAMES,
  NGTDM_NAMES,
} from '../pipeline/radiomics/catalogue/pyradiomicsNames';
import type { Code } from '@timescope/core/dicom/contentItem';
import { aggregationCode, ibsiCode } from './ibsiCodes';

/** What a feature is called in a report. */
export interface FeatureConcept {
  readonly name: Code;
  readonly aggregation: Code | undefined;
  /** What tells features of one code apart. */
  readonly parameter: string | undefined;
}

/** @param feature name in its profile: `cm_contrast_3D_comb`, `original_glcm_Contrast` */
export function featureConcept(feature: string): FeatureConcept {
  return feature.startsWith('original_') ? pyradiomicsConcept(feature) : ibsiConcept(feature);
}

function ibsiConcept(feature: string): FeatureConcept {
  const [, family = '', tag = '', aggregation] =
    /^([a-z]+)_(.+?)(?:_((?:2D|2_5D|3D)(?:_(?:avg|comb))?))?$/.exec(feature) ?? [];
  const at = COUNTED_TAGS[family]?.indexOf(tag);
  const name = ibsiCode(family, at ?? tag) ?? requireOwn(feature);
  return {
    name,
    aggregation: aggregation === undefined ? undefined : aggregationCode(aggregation),
    parameter: family === 'ivh' ? fractionOf(tag) : undefined,
  };
}

/** The tags of the reference files, each list in the order of `counted`. */
const COUNTED_TAGS: Readonly<Record<string, readonly string[]>> = {
  rlm: 'sre lre lgre hgre srlge srhge lrlge lrhge glnu glnu_norm rlnu rlnu_norm r_perc gl_var rl_var rl_entr'.split(
    ' ',
  ),
  szm: 'sze lze lgze hgze szlge szhge lzlge lzhge glnu glnu_norm zsnu zsnu_norm z_perc gl_var zs_var zs_entr'.split(
    ' ',
  ),
  dzm: 'sde lde lgze hgze sdlge sdhge ldlge ldhge glnu glnu_norm zdnu zdnu_norm z_perc gl_var zd_var zd_entr'.split(
    ' ',
  ),
  ngl: 'lde hde lgce hgce ldlge ldhge hdlge hdhge glnu glnu_norm dcnu dcnu_norm dc_perc gl_var dc_var dc_entr dc_energy'.split(
    ' ',
  ),
};

function fractionOf(tag: string): string | undefined {
  const percent = /^([vi])(\d+)$/.exec(tag);
  return percent
    ? `${percent[1] === 'v' ? 'intensity' : 'volume'} fraction 0.${percent[2] ?? ''}`
    : undefined;
}

/** PyRadiomics' families under IBSI's tags, with the way their matrices are gathered. */
const TEXTURES: Readonly<
  Record<string, { family: string; names: Readonly<Record<string, string>>; aggregation: string }>
> = {
  glcm: { family: 'cm', names: GLCM_NAMES, aggregation: '3D_avg' },
  glrlm: { family: 'rlm', names: GLRLM_NAMES, aggregation: '3D_avg' },
  glszm: { family: 'szm', names: GLSZM_NAMES, aggregation: '3D' },
  gldm: { family: 'ngl', names: GLDM_NAMES, aggregation: '3D' },
  ngtdm: { family: 'ngt', names: NGTDM_NAMES, aggregation: '3D' },
};

function pyradiomicsConcept(feature: string): FeatureConcept {
  const [, family = '', name = ''] = feature.split('_');
  const own = OWN_CODES[`${family}_${name}`];
  const texture = TEXTURES[family];
  const code = own ?? (texture ? textureCode(texture.family, texture.names[name]) : plainCode(family, name));
  return {
    name: code ?? requireOwn(feature),
    aggregation: texture && aggregationCode(texture.aggregation),
    parameter: undefined,
  };
}

const COUNTED = Object.keys(counted('', ''));

function textureCode(family: string, own = ''): Code | undefined {
  return ibsiCode(family, family in COUNTED_TAGS ? COUNTED.indexOf(own) : own);
}

function plainCode(family: string, name: string): Code | undefined {
  if (family === 'shape') return ibsiCode('morph', SHAPE_TAGS[name] ?? '');
  const own = FIRST_ORDER_NAMES[name] ?? '';
  return ibsiCode(own === 'entropy' || own === 'uniformity' ? 'ih' : 'stat', own);
}

const SHAPE_TAGS: Readonly<Record<string, string>> = {
  Elongation: 'pca_elongation',
  Flatness: 'pca_flatness',
  Maximum3DDiameter: 'diam',
  MeshVolume: 'volume',
  Sphericity: 'sphericity',
  SurfaceArea: 'area_mesh',
  SurfaceVolumeRatio: 'av',
  VoxelVolume: 'vol_approx',
};

const own = (value: string, meaning: string): Code => ({ value, scheme: '99TIMESCOPE', meaning });

/** What IBSI does not define, or defines otherwise: kurtosis less 3, axes by variances over n - 1. */
const OWN_CODES: Readonly<Record<string, Code>> = {
  firstorder_Kurtosis: own('KURTOSIS', 'Kurtosis (3 of a normal distribution)'),
  firstorder_TotalEnergy: own('TOTALENERGY', 'Energy times the volume of a voxel'),
  shape_MajorAxisLength: own('MAJORAXIS', 'Major axis length (variance over n)'),
  shape_MinorAxisLength: own('MINORAXIS', 'Minor axis length (variance over n)'),
  shape_LeastAxisLength: own('LEASTAXIS', 'Least axis length (variance over n)'),
  shape_Maximum2DDiameterSlice: own('DIAMETERSLICE', 'Maximum 2D diameter in a slice'),
  shape_Maximum2DDiameterColumn: own('DIAMETERCOLUMN', 'Maximum 2D diameter across the rows'),
  shape_Maximum2DDiameterRow: own('DIAMETERROW', 'Maximum 2D diameter across the columns'),
  glcm_MCC: own('MCC', 'Maximal correlation coefficient'),
  shape2D_Elongation: own('ELONGATION2D', 'Elongation of one slice'),
  shape2D_MajorAxisLength: own('MAJORAXIS2D', 'Major axis length of one slice'),
  shape2D_MaximumDiameter: own('DIAMETER2D', 'Maximum diameter of one slice'),
  shape2D_MeshSurface: own('MESHAREA2D', 'Area within the outline of one slice'),
  shape2D_MinorAxisLength: own('MINORAXIS2D', 'Minor axis length of one slice'),
  shape2D_Perimeter: own('PERIMETER2D', 'Perimeter of one slice'),
  shape2D_PerimeterSurfaceRatio: own('PERIMETERAREA2D', 'Perimeter to area ratio of one slice'),
  shape2D_PixelSurface: own('PIXELAREA2D', 'Area of the pixels of one slice'),
  shape2D_Sphericity: own('SPHERICITY2D', 'Sphericity of one slice'),
};

function requireOwn(feature: string): never {
  throw new Error(`The feature ${feature} has no code.`);
}
