import { isTissueRole, type TissueRole } from '../../pipeline/annotations';
import type { DrawnRegion } from '../../pipeline/reading/drawnRegion';
import { MAP_CLASSES, type MapClass } from '../../pipeline/tissueMap/classMap';
import { strings } from '../../strings';

const ROLES: Readonly<Partial<Record<MapClass, TissueRole>>> = { TUM: 'tumour', STR: 'stroma' };
const CLASSES: Readonly<Record<TissueRole, MapClass>> = { tumour: 'TUM', stroma: 'STR', other: 'OTH' };

/** What a class is when cells are counted. */
export const roleOfClass = (className: MapClass): TissueRole => ROLES[className] ?? 'other';

/** The class that a region says; of a correction it stands in its name, which archives keep. */
export function classOfRegion(region: Pick<DrawnRegion, 'role' | 'name'>): MapClass | undefined {
  const { role } = region;
  if (!isTissueRole(role)) return undefined;
  return correctionClass(region) ?? CLASSES[role];
}

/** Undefined for a region that was drawn and not painted over a map. */
export const correctionClass = ({ role, name }: Pick<DrawnRegion, 'role' | 'name'>): MapClass | undefined =>
  MAP_CLASSES.find(each => strings.mapCorrections[each] === name && roleOfClass(each) === role);
