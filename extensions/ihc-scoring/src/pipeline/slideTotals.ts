import { addDigest, emptyDigest, type CellDigest } from '@timescope/core/result/cellDigest';
import { readingLog, type ReadingLog } from './coverage';
import { addToDensityMap, newDensityMap, type DensityMap } from './densityMap/densityMap';
import { addTile, newSlideSums, type SlideSums } from './scores/slideSums';
import type { SlideJob, TileOutcome } from './slideJob';

/** What is left of a slide's tiles: sums whose order does not matter, of a size that the cells do not change. */
export interface SlideTotals {
  readonly sums: SlideSums;
  readonly density: DensityMap;
  /** Working pixels of tissue that are out of focus. */
  outOfFocusPixels: number;
  readonly digest: CellDigest;
  readonly read: ReadingLog;
}

export const newSlideTotals = ({ frame, settings }: Pick<SlideJob, 'frame' | 'settings'>): SlideTotals => ({
  sums: newSlideSums(settings),
  density: newDensityMap(frame),
  outOfFocusPixels: 0,
  digest: emptyDigest(),
  read: readingLog(frame),
});

export function addOutcome(totals: SlideTotals, outcome: TileOutcome): void {
  addTile(totals.sums, outcome);
  addToDensityMap(totals.density, outcome.cells, totals.sums.measured);
  totals.outOfFocusPixels += outcome.outOfFocusPixels;
  addDigest(totals.digest, outcome.digest);
  totals.read.add(outcome);
}
