import { addDigest, emptyDigest, type CellDigest } from '@timescope/core/result/cellDigest';
import { readingLog, type ReadingLog } from './coverage';
import { addToDensityMap, newDensityMap, type DensityMap } from './densityMap/densityMap';
import { addTile, newSlideSums, type SlideSums } from './scores/slideSums';
import type { SlideJob, TileOutcome } from './slideJob';

/** What is left of a slide's tiles: sums whose order does not matter, of a size that the cells do not change. */
export interface SlideTotals {
  readonly sums: SlideSums;
  readonly density: DensityMap;
  readonly digest: CellDigest;
  readonly read: ReadingLog;
}

export const newSlideTotals = ({ frame, settings }: Pick<SlideJob, 'frame' | 'settings'>): SlideTotals => ({
  sums: newSlideSums(settings),
  density: newDensityMap(frame),
  digest: emptyDigest(),
  read: readingLog(frame),
});

export function addOutcome({ sums, density, digest, read }: SlideTotals, outcome: TileOutcome): void {
  addTile(sums, outcome);
  addToDensityMap(density, outcome.cells);
  addDigest(digest, outcome.digest);
  read.add(outcome);
}
