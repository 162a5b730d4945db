import type { Coverage } from '@timescope/core/result/scoreResult';
import type { TileReader } from './tileReader';
import { blocksInGaps, tissueAreaMm2, type Tissue } from './tissue';
import type { WorkingFrame } from './workingFrame';

/** Share of the tissue asked for that may be unread before no score is given. Ours, as the design states it. */
const MOST_UNREAD = 0.01;

/**
 * How much of the tissue asked for was read on the level that is measured. Tissue that was never scanned leaves both
 * areas. What the overview could not read is not lost: it is measured all the same.
 */
export function coverageOf(tissue: Tissue, reader: TileReader, frame: WorkingFrame): Coverage {
  const gaps = gapsOf(reader, frame);
  const unreadable = gaps.filter(gap => gap.kind === 'unreadable');
  const neverScanned = gaps.filter(gap => gap.kind === 'never scanned');
  const isLost = blocksInGaps(tissue, unreadable, frame);
  const isAbsent = blocksInGaps(tissue, neverScanned, frame);
  const requestedMm2 = tissueAreaMm2(tissue, block => isAbsent[block] === 0);
  const analysedMm2 = tissueAreaMm2(tissue, block => isAbsent[block] === 0 && isLost[block] === 0);
  const asked = [...reader.asked].filter(key => key.startsWith(`${frame.levelIndex}/`));
  return {
    requestedMm2,
    analysedMm2,
    fraction: requestedMm2 > 0 ? analysedMm2 / requestedMm2 : null,
    tiles: { total: asked.length, unreadable: unreadable.length, neverScanned: neverScanned.length },
  };
}

/** 1 for each block of the overview that the gaps of the measured level, known so far, leave without pixels. */
export const blocksNotRead = (tissue: Tissue, reader: TileReader, frame: WorkingFrame): Uint8Array =>
  blocksInGaps(tissue, gapsOf(reader, frame), frame);

/** Share of the tissue asked for that could not be read. */
export const unreadShare = ({ fraction }: Coverage): number => (fraction === null ? 0 : 1 - fraction);

export const isPartial = (coverage: Coverage): boolean => unreadShare(coverage) > MOST_UNREAD;

const gapsOf = (reader: TileReader, { levelIndex }: WorkingFrame) =>
  [...reader.gaps.values()].filter(({ level }) => level === levelIndex);
