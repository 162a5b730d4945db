import { TISSUE_CLASSES } from '@timescope/core/tissueClass';
import type { MapClass, MapSource } from '../../pipeline/tissueMap/classMap';

/** What a map is corrected with: a network knows nine classes, the other sources tell tumour and stroma from all else. */
export const brushClasses = ({ kind }: Pick<MapSource, 'kind'>): readonly MapClass[] =>
  kind === 'network' ? TISSUE_CLASSES : THREE;

const THREE: readonly MapClass[] = ['TUM', 'STR', 'OTH'];
