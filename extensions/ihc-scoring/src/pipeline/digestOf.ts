import { digestOfCells, type CellDigest } from '@timescope/core/result/cellDigest';
import type { CellTable } from './cellTable';

/** Positions to a hundredth of a matrix pixel, optical densities to four digits, areas to a hundredth of a um2. Ours. */
const POSITION = 100;
const OPTICAL_DENSITY = 10_000;
const AREA = 100;

/** The digest of all that is known of a tile's cells: positions, measurements, codes and both outlines. */
export function digestOf(cells: CellTable): CellDigest {
  const column = (values: ArrayLike<number>, scale: number) => ({ values, perCell: 1, scale });
  return digestOfCells({
    count: cells.count,
    columns: [
      { values: cells.centroids, perCell: 2, scale: POSITION },
      column(cells.nucleusDab, OPTICAL_DENSITY),
      column(cells.nucleusHaematoxylin, OPTICAL_DENSITY),
      column(cells.cytoplasmDab, OPTICAL_DENSITY),
      column(cells.membraneDab, OPTICAL_DENSITY),
      column(cells.membraneDabP10, OPTICAL_DENSITY),
      column(cells.cellDab, OPTICAL_DENSITY),
      column(cells.nucleusAreaUm2, AREA),
      column(cells.cellAreaUm2, AREA),
      column(cells.grade, 1),
      column(cells.compartment, 1),
      column(cells.type, 1),
    ],
    rings: [cells.nuclei, cells.cells].map(({ xy, offsets }) => ({ xy, offsets, scale: POSITION })),
  });
}
