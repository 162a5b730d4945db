import { isTissueRole, type TissueRole } from '../../pipeline/annotations';
import type { DrawnRegion } from '../../pipeline/reading/drawnRegion';
import type { ClassMap, MapClass } from '../../pipeline/tissueMap/classMap';
import { classRings } from '../../pipeline/tissueMap/classRings';
import { strings } from '../../strings';
import { withRegion } from '../regions/regionChanges';
import { correctionClass } from './correctionClass';

const CLASSES: readonly (readonly [TissueRole, MapClass])[] = [
  ['tumour', 'TUM'],
  ['stroma', 'STR'],
];

/**
 * Tumour and stroma of a map as an area each, in the place of those that were drawn; corrections to other tissue stay.
 * @param source who found them
 */
export function withAreasOfMap(
  regions: readonly DrawnRegion[],
  map: ClassMap,
  source: string,
): readonly DrawnRegion[] {
  let next: readonly DrawnRegion[] = regions.filter(isKept);
  for (const [role, className] of CLASSES) {
    const rings = classRings(map, className);
    const name = strings.mapArea(strings.roles[role], source);
    if (rings.length > 0) ({ regions: next } = withRegion(next, role, rings, name));
  }
  return next;
}

const isKept = (region: DrawnRegion): boolean =>
  !isTissueRole(region.role) || (region.role === 'other' && correctionClass(region) !== undefined);
