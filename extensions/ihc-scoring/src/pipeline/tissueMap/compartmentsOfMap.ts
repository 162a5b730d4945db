import { matrixPoint } from '@timescope/core/frames';
import type { Annotation, TissueRole } from '../annotations';
import type { CompartmentMask } from '../compartments/compartmentMask';
import { STROMA, TUMOUR, type CompartmentSource } from '../compartments/compartmentSource';
import { codeOf, mapHash, type ClassMap, type MapClass } from './classMap';
import type { DrawnTissue, TissueSource } from './tissueSource';

/** How cells are counted in the tumour and the stroma of a map. */
export interface MapCompartments {
  readonly compartments: CompartmentSource;
  readonly annotations: readonly Annotation[];
}

/**
 * Drawn areas and a pixel classifier know the border to a few micrometres, so cells are counted by them; a network's cells
 * are those of its tiles, drawn areas over them.
 */
export function compartmentsOfMap(
  map: ClassMap,
  source: TissueSource,
  areas: readonly DrawnTissue[],
  limits: readonly Annotation[],
): MapCompartments {
  const annotations = [...limits, ...areas.map(annotationOf)];
  switch (source.kind) {
    case 'drawn':
      return { compartments: { kind: 'drawn' }, annotations };
    case 'pixel-classifier':
      return { compartments: source, annotations };
    case 'network':
      return { compartments: { kind: 'mask', mask: compartmentMask(map) }, annotations: limits };
  }
}

/** Other classes than these are other tissue to the cells. */
export const hasRole = ({ className }: Pick<DrawnTissue, 'className'>): boolean => ROLES.has(className);

const ROLES: ReadonlyMap<MapClass, TissueRole> = new Map([
  ['TUM', 'tumour'],
  ['STR', 'stroma'],
  ['OTH', 'other'],
]);

const annotationOf = ({ className, rings }: DrawnTissue): Annotation => ({
  name: className,
  role: ROLES.get(className) ?? 'other',
  rings,
});

function compartmentMask(map: ClassMap): CompartmentMask {
  const { width, height, matrixStep, values, source } = map;
  const codes = new Map([
    [codeOf('TUM'), TUMOUR],
    [codeOf('STR'), STROMA],
  ]);
  return {
    ...{ width, height, matrixStep },
    origin: matrixPoint(0, 0),
    values: values.map(code => codes.get(code) ?? 0),
    source: `${source.name} ${mapHash(map)}`,
  };
}
