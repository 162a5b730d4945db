import type { CellTable } from '../pipeline/cellTable';
import { HIGHEST_THRESHOLD } from '../pipeline/pixelDensities.kernel';
import type { Measured } from '../pipeline/presets/preset';
import {
  cellDensities,
  densityHistogram,
  histogramEnds,
  populationsIn,
  type CellDensities,
  type DensityHistogram,
  type Population,
} from '../pipeline/reading/densityHistogram.kernel';

/** What the section of the thresholds draws. */
export interface ThresholdPlot {
  readonly histogram: DensityHistogram;
  /** Whose cells can be looked at, and whose are. */
  readonly populations: readonly Population[];
  readonly population: Population;
}

/** Thresholds end here. */
export const highestThreshold = HIGHEST_THRESHOLD;

/** One pass over all cells: keep it while the cells are the same. */
export const densitiesOf = (tables: readonly CellTable[], measured: Measured): CellDensities =>
  cellDensities(tables, measured);

/** @param settled Thresholds that are not being moved: the ends stay while a line is dragged. */
export function thresholdPlot(
  densities: CellDensities,
  settled: readonly number[],
  asked: Population,
): ThresholdPlot {
  const populations = populationsIn(densities);
  const population = populations.includes(asked) ? asked : 'all';
  const ends = histogramEnds(densities, settled);
  return { histogram: densityHistogram(densities, population, ends), populations, population };
}
