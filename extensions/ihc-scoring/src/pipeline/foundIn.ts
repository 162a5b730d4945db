import { hotspots } from './densityMap/hotspots';
import type { ScoredSlide } from './scoreResultOf';
import type { CellTotals } from './slideTotals';

/** What a result says of the cells that were added up. */
export function foundIn({
  sums,
  density,
  leftOut,
  reader,
}: CellTotals): Pick<ScoredSlide, 'sums' | 'hotspots' | 'reader'> {
  return {
    sums,
    hotspots: (['whole', 'tumour', 'stroma'] as const).flatMap(area => hotspots(density, area, leftOut)),
    ...(reader && { reader: { edits: reader.of.edits(), toolSums: reader.toolSums } }),
  };
}
