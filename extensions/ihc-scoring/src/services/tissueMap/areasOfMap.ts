import { isTissueRole, type TissueRole } from '../../pipeline/annotations';
import type { DrawnRegion } from '../../pipeline/reading/drawnRegion';
import { ringsDigest } from '../../pipeline/annotations/areasByMap';
import { uncoveredRings } from '../../pipeline/annotations/coveredRings';
import type { SlideSize } from '../../pipeline/annotations/ringGrid';
import type { ClassMap, MapClass } from '../../pipeline/tissueMap/classMap';
import { classRings } from '../../pipeline/tissueMap/classRings';
import { correctedMap } from '../../pipeline/tissueMap/correctedMap';
import { strings } from '../../strings';
import { withRegion } from '../regions/regionChanges';
import { correctionClass } from './correctionClass';
import { paintedTissue } from './paintedTissue';

const CLASSES: readonly (readonly [TissueRole, MapClass])[] = [
  ['tumour', 'TUM'],
  ['stroma', 'STR'],
];

/**
 * Tumour and stroma of a map as an area each, in the place of those that were drawn and painted. Corrections to other
 * tissue stay, and lie over them.
 * @param found without corrections
 * @param source who found them
 */
export function withAreasOfMap(
  regions: readonly DrawnRegion[],
  found: ClassMap,
  source: string,
  slide: SlideSize,
): readonly DrawnRegion[] {
  const replaced = regions.filter(region => !isKept(region));
  const map = correctedMap(found, paintedTissue({ regions: replaced.map(asDrawn) }));
  const kept = regions.filter(isKept);
  const covers = kept.filter(({ role }) => role === 'other').map(({ rings }) => rings);
  const { kind, name: network, hash, isSyntheticTrained = false } = found.source;
  let next: readonly DrawnRegion[] = kept;
  for (const [role, className] of CLASSES) {
    const whole = classRings(map, className);
    if (whole.length === 0) continue;
    const name = strings.mapArea(strings.roles[role], source);
    const rings = covers.length > 0 ? uncoveredRings(whole, covers, slide) : whole;
    const added = withRegion(next, role, rings, name);
    const made = {
      ...(rings !== whole && { whole }),
      ...(kind === 'network' && {
        foundBy: {
          name: network,
          hash,
          isSyntheticTrained,
          ...(map === found && { digest: ringsDigest(whole) }),
        },
      }),
    };
    next = added.regions.map(region => (region.id === added.id ? { ...region, ...made } : region));
  }
  return next;
}

const asDrawn = (region: DrawnRegion): DrawnRegion => ({ ...region, rings: region.whole ?? region.rings });

const isKept = (region: DrawnRegion): boolean =>
  !isTissueRole(region.role) || (region.role === 'other' && correctionClass(region) !== undefined);
