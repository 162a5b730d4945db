import type { CellTable } from '../cellTable';
import type { Measured } from '../presets/preset';
import { workingFrame } from '../workingFrame';
import type { PyramidLevel } from '@timescope/core/pixelSource';
import { addToDensityMap, newDensityMap, type DensityMap } from './densityMap';

/** The density map of cells that are all at hand, on the same grid as that of a run. */
export function densityOfCells(
  levels: readonly PyramidLevel[],
  tables: readonly CellTable[],
  measured: Measured,
): DensityMap {
  const map = newDensityMap(workingFrame({ levels }));
  for (const table of tables) addToDensityMap(map, table, measured);
  return map;
}
