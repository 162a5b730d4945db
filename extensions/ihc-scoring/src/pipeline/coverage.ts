import type { PixelSource } from '@timescope/core/pixelSource';
import type { Coverage } from '@timescope/core/result/scoreResult';
import type { TileReader } from './tileReader';
import { blocksInGaps, tissueAreaMm2, type Tissue } from './tissue';

/** Share of unreadable tiles above which no score is given. Ours, as the design states it. */
const MOST_UNREADABLE = 0.01;

/** How much of the tissue asked for was read. Tissue that was never scanned leaves both areas. */
export function coverageOf(tissue: Tissue, reader: TileReader, source: PixelSource): Coverage {
  const gaps = [...reader.gaps.values()];
  const unreadable = gaps.filter(gap => gap.kind === 'unreadable');
  const neverScanned = gaps.filter(gap => gap.kind === 'never scanned');
  const isLost = blocksInGaps(tissue, unreadable, source);
  const isAbsent = blocksInGaps(tissue, neverScanned, source);
  const requestedMm2 = tissueAreaMm2(tissue, block => isAbsent[block] === 0);
  const analysedMm2 = tissueAreaMm2(tissue, block => isAbsent[block] === 0 && isLost[block] === 0);
  return {
    requestedMm2,
    analysedMm2,
    fraction: requestedMm2 > 0 ? analysedMm2 / requestedMm2 : null,
    tiles: { total: reader.asked.size, unreadable: unreadable.length, neverScanned: neverScanned.length },
  };
}

export const isPartial = ({ tiles }: Coverage): boolean => tiles.unreadable > MOST_UNREADABLE * tiles.total;
