import { matrixPoint } from '@timescope/core/frames';
import type { Annotation } from '../annotations';
import type { CompartmentMask } from '../compartments/compartmentMask';
import { STROMA, TUMOUR, type CompartmentSource } from '../compartments/compartmentSource';
import { codeOf, mapHash, type ClassMap } from './classMap';
import { drawnMask } from './drawnMask';
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
  const annotations = [...limits, ...areas.flatMap(annotationOf)];
  switch (source.kind) {
    case 'drawn':
      return areas.every(isTumourOrStroma)
        ? { compartments: { kind: 'drawn' }, annotations }
        : { compartments: { kind: 'mask', mask: drawnMask(map, areas, source.name) }, annotations: limits };
    case 'pixel-classifier':
      return { compartments: source, annotations };
    case 'network':
      return { compartments: { kind: 'mask', mask: compartmentMask(map) }, annotations: limits };
  }
}

export const isTumourOrStroma = ({ className }: Pick<DrawnTissue, 'className'>): boolean =>
  className === 'TUM' || className === 'STR';

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

function annotationOf(area: DrawnTissue): readonly Annotation[] {
  const { className, rings } = area;
  if (!isTumourOrStroma(area)) return [];
  return [{ name: className, role: className === 'TUM' ? 'tumour' : 'stroma', rings }];
}
