import type { Profile } from '../settings';
import {
  CO_OCCURRENCE,
  counted,
  HISTOGRAM,
  LOCAL_INTENSITY,
  MORPHOLOGY,
  STATISTICS,
  TONE_DIFFERENCE,
  VOLUME_HISTOGRAM,
  type Definition,
  type Unit,
} from './definitions';
import { PYRADIOMICS_FAMILIES } from './pyradiomicsNames';

/** What a reader may want to know of a feature. */
export interface FeatureEntry {
  readonly name: string;
  readonly family: string;
  readonly unit: Unit;
  readonly definition: string;
}

/** Every feature of a profile in the order of its table; shape2D is part of PyRadiomics' list. */
export const featureCatalogue = (profile: Profile): readonly FeatureEntry[] =>
  profile === 'ibsi' ? IBSI : PYRADIOMICS;

const SIX = ['2D_avg', '2D_comb', '2_5D_avg', '2_5D_comb', '3D_avg', '3D_comb'];
const THREE = ['2D', '2_5D', '3D'];

const AGGREGATION: Readonly<Record<string, string>> = {
  '2D_avg': 'by slice and direction, averaged',
  '2D_comb': 'by slice, directions merged, averaged',
  '2_5D_avg': 'by direction, slices merged, averaged',
  '2_5D_comb': 'slices and directions merged',
  '3D_avg': 'in the volume by direction, averaged',
  '3D_comb': 'in the volume, directions merged',
  '2D': 'by slice, averaged',
  '2_5D': 'slices merged',
  '3D': 'in the volume',
};

const RUN = counted('run', 'length');
const ZONE = counted('zone', 'size');
const DISTANCE_ZONE = counted('zone', 'distance');
const DEPENDENCE = counted('voxel', 'dependence');

/** The shared features of a family under its own tags, in the order of `counted`. */
function under(tags: string, definitions: Readonly<Record<string, Definition>>): [string, Definition][] {
  const all = Object.values(definitions);
  return tags.split(' ').flatMap((tag, at): [string, Definition][] => {
    const definition = all[at];
    return definition ? [[tag, definition]] : [];
  });
}

const withoutMcc = Object.entries(CO_OCCURRENCE).filter(([name]) => name !== 'mcc');

const IBSI: readonly FeatureEntry[] = [
  ...plain('morph', 'Morphology', Object.entries(MORPHOLOGY)),
  ...plain('loc', 'Local intensity', Object.entries(LOCAL_INTENSITY)),
  ...plain('stat', 'Intensity statistics', Object.entries(STATISTICS)),
  ...plain('ih', 'Intensity histogram', Object.entries(HISTOGRAM)),
  ...plain('ivh', 'Intensity-volume histogram', Object.entries(VOLUME_HISTOGRAM)),
  ...aggregated('cm', 'Co-occurrence (GLCM)', withoutMcc, SIX),
  ...aggregated(
    'rlm',
    'Run length (GLRLM)',
    under(
      'sre lre lgre hgre srlge srhge lrlge lrhge glnu glnu_norm rlnu rlnu_norm r_perc gl_var rl_var rl_entr',
      RUN,
    ),
    SIX,
  ),
  ...aggregated(
    'szm',
    'Size zone (GLSZM)',
    under(
      'sze lze lgze hgze szlge szhge lzlge lzhge glnu glnu_norm zsnu zsnu_norm z_perc gl_var zs_var zs_entr',
      ZONE,
    ),
    THREE,
  ),
  ...aggregated(
    'dzm',
    'Distance zone (GLDZM)',
    under(
      'sde lde lgze hgze sdlge sdhge ldlge ldhge glnu glnu_norm zdnu zdnu_norm z_perc gl_var zd_var zd_entr',
      DISTANCE_ZONE,
    ),
    THREE,
  ),
  ...aggregated('ngt', 'Tone difference (NGTDM)', Object.entries(TONE_DIFFERENCE), THREE),
  ...aggregated(
    'ngl',
    'Dependence (NGLDM)',
    under(
      'lde hde lgce hgce ldlge ldhge hdlge hdhge glnu glnu_norm dcnu dcnu_norm dc_perc gl_var dc_var dc_entr dc_energy',
      DEPENDENCE,
    ),
    THREE,
  ),
];

function plain(prefix: string, family: string, definitions: readonly [string, Definition][]): FeatureEntry[] {
  return definitions.map(([name, [unit, definition]]) => ({
    name: `${prefix}_${name}`,
    family,
    unit,
    definition,
  }));
}

function aggregated(
  prefix: string,
  family: string,
  definitions: readonly [string, Definition][],
  suffixes: readonly string[],
): FeatureEntry[] {
  return suffixes.flatMap(suffix =>
    definitions.map(([name, [unit, definition]]) => ({
      name: `${prefix}_${name}_${suffix}`,
      family,
      unit,
      definition: `${definition}; ${AGGREGATION[suffix] ?? suffix}`,
    })),
  );
}

const PYRADIOMICS: readonly FeatureEntry[] = Object.entries(PYRADIOMICS_FAMILIES).flatMap(
  ([family, { title, definitions }]) =>
    Object.entries(definitions).map(([name, [unit, definition]]) => ({
      name: `original_${family}_${name}`,
      family: title,
      unit,
      definition,
    })),
);
