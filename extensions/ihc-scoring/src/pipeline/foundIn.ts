import { sameCompartmentArea } from './densityMap/compartmentArea';
import { hotspots } from './densityMap/hotspots';
import type { ScoredSlide } from './scoreResultOf';
import type { CellTotals } from './slideTotals';
import type { TissueClasses } from './tissueClasses.kernel';

/**
 * What a result says of the cells that were added up.
 * @param classes Undefined in measurements that were stored before it was noted.
 */
export function foundIn(
  { sums, density, leftOut, reader }: CellTotals,
  classes: TissueClasses | undefined,
): Pick<ScoredSlide, 'sums' | 'hotspots' | 'reader'> {
  const area = classes && sameCompartmentArea(density, classes, leftOut);
  return {
    sums,
    hotspots: (['whole', 'tumour', 'stroma'] as const).flatMap(of => hotspots(density, of, area, leftOut)),
    ...(reader && { reader: { edits: reader.of.edits(), toolSums: reader.toolSums } }),
  };
}
