import type { Coverage } from '@timescope/core/result/scoreResult';
import type { TileGap } from './tileReader';
import { blocksInGaps, tissueAreaMm2, type Tissue } from './tissue';
import type { WorkingFrame } from './workingFrame';

/** Share of the tissue asked for that may be unread before no score is given. Ours, as the design states it. */
const MOST_UNREAD = 0.01;

/** Which stored tiles of the measured level a run needed, and which of them could not be used. */
export interface ReadTiles {
  /** A byte a stored tile: row * tiles across + column. */
  readonly asked: Uint8Array;
  readonly gaps: ReadonlyMap<string, TileGap>;
}

/** Notes of a run, tile by tile in any order; a stored tile under two tiles' margins counts once. */
export interface ReadingLog extends ReadTiles {
  add(read: { readonly asked: Uint32Array; readonly gaps: readonly TileGap[] }): void;
}

export function readingLog({ level }: WorkingFrame): ReadingLog {
  const across = Math.ceil(level.width / level.tileWidth);
  const asked = new Uint8Array(across * Math.ceil(level.height / level.tileHeight));
  const gaps = new Map<string, TileGap>();
  return {
    asked,
    gaps,
    add: read => {
      for (const tile of read.asked) asked[tile] = 1;
      for (const gap of read.gaps) gaps.set(`${gap.rect.x}/${gap.rect.y}`, gap);
    },
  };
}

/**
 * How much of the tissue asked for was read on the level that is measured. Tissue that was never scanned leaves both
 * areas, as does what is out of focus. What the overview could not read is not lost: it is measured all the same.
 */
export function coverageOf(
  tissue: Tissue,
  read: ReadTiles,
  frame: WorkingFrame,
  outOfFocusMm2: number,
): Coverage {
  const gaps = [...read.gaps.values()];
  const unreadable = gaps.filter(gap => gap.kind === 'unreadable');
  const neverScanned = gaps.filter(gap => gap.kind === 'never scanned');
  const isLost = blocksInGaps(tissue, unreadable, frame);
  const isAbsent = blocksInGaps(tissue, neverScanned, frame);
  const inFocusMm2 = (counts: (block: number) => boolean) =>
    Math.max(0, tissueAreaMm2(tissue, counts) - outOfFocusMm2);
  const requestedMm2 = inFocusMm2(block => isAbsent[block] === 0);
  const analysedMm2 = inFocusMm2(block => isAbsent[block] === 0 && isLost[block] === 0);
  return {
    requestedMm2,
    analysedMm2,
    fraction: requestedMm2 > 0 ? analysedMm2 / requestedMm2 : null,
    tiles: {
      total: read.asked.reduce((sum, isAsked) => sum + isAsked, 0),
      unreadable: unreadable.length,
      neverScanned: neverScanned.length,
    },
  };
}

/** Share of the tissue asked for that could not be read. */
export const unreadShare = ({ fraction }: Coverage): number => (fraction === null ? 0 : 1 - fraction);

export const isPartial = (coverage: Coverage): boolean => unreadShare(coverage) > MOST_UNREAD;
