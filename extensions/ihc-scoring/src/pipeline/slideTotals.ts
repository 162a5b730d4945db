import type { PixelRect } from '@timescope/core/raster';
import { addDigest, emptyDigest, type CellDigest } from '@timescope/core/result/cellDigest';
import type { Annotation } from './annotations';
import { ringEdges, sameEdges, type RingEdges } from './annotations/ringEdges';
import type { CellTable } from './cellTable';
import { readingLog, type ReadingLog } from './coverage';
import { addToDensityMap, newDensityMap, type DensityMap } from './densityMap/densityMap';
import { addPixelDensities, newPixelDensities, type PixelDensities } from './pixelDensities.kernel';
import { readerOf, type ReaderOfCells } from './reading/seenByReader';
import type { ScoreRequest } from './scoreRequest';
import { addCells, addPixels, newSlideSums, type SlideSums } from './scores/slideSums';
import type { Settings } from './settings';
import type { TileOutcome } from './slideJob';
import type { TileTally } from './scoreTile';
import { addClassCounts, newClassCounts, type ClassCounts } from './tissueClasses.kernel';
import type { WorkingFrame } from './workingFrame';

/** What is left of a slide's cells: sums whose order does not matter, of a size that the cells do not change. */
export interface CellTotals {
  /** With the reader's edits, where there are any. */
  readonly sums: SlideSums;
  readonly density: DensityMap;
  /** Areas that do not count, drawn before or after the measurement. */
  readonly leftOut: readonly RingEdges[];
  /** Undefined where no reader changed anything. */
  readonly reader: { readonly of: ReaderOfCells; readonly toolSums: SlideSums } | undefined;
}

/** What is left of a slide's tiles. */
export interface SlideTotals extends CellTotals {
  /** Working pixels of tissue that are out of focus. */
  outOfFocusPixels: number;
  readonly densities: PixelDensities;
  readonly classes: ClassCounts;
  readonly digest: CellDigest;
  readonly read: ReadingLog;
}

export function newCellTotals(request: ScoreRequest, settings: Settings, frame: WorkingFrame): CellTotals {
  const of = readerOf(request, settings.measured);
  return {
    sums: newSlideSums(settings),
    density: newDensityMap(frame, boxAroundRegions(request)),
    leftOut: leftOutOf(request).map(({ rings }) => sameEdges(rings)),
    reader: of && { of, toolSums: newSlideSums(settings) },
  };
}

/** Undefined where the whole slide is measured. */
function boxAroundRegions({ annotations = [] }: ScoreRequest): PixelRect | undefined {
  const regions = annotations.filter(({ role }) => role === 'region');
  return regions.length === 0 ? undefined : ringEdges(regions.flatMap(({ rings }) => rings)).bounds;
}

const leftOutOf = ({ annotations = [], leftOut = [] }: ScoreRequest): readonly Annotation[] => [
  ...annotations.filter(({ role }) => role === 'exclude' || role === 'control'),
  ...leftOut,
];

export const newSlideTotals = (
  request: ScoreRequest,
  settings: Settings,
  frame: WorkingFrame,
): SlideTotals => ({
  ...newCellTotals(request, settings, frame),
  outOfFocusPixels: 0,
  densities: newPixelDensities(),
  classes: newClassCounts(frame),
  digest: emptyDigest(),
  read: readingLog(frame),
});

export function addOutcome(totals: SlideTotals, outcome: TileOutcome): void {
  addSeen(totals, outcome.cells);
  addTally(totals, outcome.tally);
  addPixelDensities(totals.densities, outcome.densities);
  addClassCounts(totals.classes, outcome.classes);
  totals.outOfFocusPixels += outcome.outOfFocusPixels;
  addDigest(totals.digest, outcome.digest);
  totals.read.add(outcome);
}

/** Adds the tool's cells as the reader sees them. @returns the cells as seen */
export function addSeen({ sums, density, reader }: CellTotals, tool: CellTable): CellTable {
  const seen = reader ? reader.of.see(tool) : tool;
  if (reader) addCells(reader.toolSums, tool);
  addCells(sums, seen);
  addToDensityMap(density, seen, sums.measured);
  return seen;
}

/** Single cells change nothing of the pixels. */
export function addTally({ sums, reader }: CellTotals, tally: TileTally): void {
  addPixels(sums, tally);
  if (reader) addPixels(reader.toolSums, tally);
}
