import { matrixPoint } from '@timescope/core/frames';
import type { Annotation } from '../annotations';
import type { CompartmentMask } from '../compartments/compartmentMask';
import { STROMA, TUMOUR, type CompartmentSource } from '../compartments/compartmentSource';
import { codeOf, mapHash, type ClassMap } from './classMap';
import type { DrawnTissue, TissueSource } from './tissueSource';

/** How cells are counted in the tumour and the stroma of a map. */
export interface MapCompartments {
  readonly compartments: CompartmentSource;
  readonly annotations: readonly Annotation[];
}

/**
 * Drawn areas and a pixel classifier know the border to a few micrometres, so cells are counted by them; a network's cells
 * are those of its tiles.
 */
export function compartmentsOfMap(
  map: ClassMap,
  source: TissueSource,
  areas: readonly DrawnTissue[],
  limits: readonly Annotation[],
): MapCompartments {
  return { compartments: compartmentsOf(map, source), annotations: [...limits, ...areas.map(annotationOf)] };
}

function compartmentsOf(map: ClassMap, source: TissueSource): CompartmentSource {
  switch (source.kind) {
    case 'drawn':
      return { kind: 'drawn' };
    case 'pixel-classifier':
      return source;
    case 'network':
      return { kind: 'mask', mask: compartmentMask(map) };
  }
}

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

/** What is neither tumour nor stroma is left out of both. */
function annotationOf({ className, rings }: DrawnTissue): Annotation {
  const role = className === 'TUM' ? 'tumour' : className === 'STR' ? 'stroma' : 'exclude';
  return { name: className, role, rings };
}
