import type { ScoreResult } from '@timescope/core/result/scoreResult';
import { sameCompartmentArea } from '../densityMap/compartmentArea';
import { densityCsv } from '../densityMap/densityCsv';
import type { MeasuredCells } from '../reading/rescore';
import { requestOfRun } from '../runRecord';
import { addSeen, newCellTotals } from '../slideTotals';
import { cellsOfResult } from './cellsOfResult';

/** All lines of density.csv: the squares, their cells and tissue, that the hotspots of the result rest on. */
export function densityCsvOf(result: ScoreResult, { basis, tables }: MeasuredCells): Iterable<string> {
  const cells = cellsOfResult(result, tables);
  const { description, digest } = result.provenance.input;
  const request = { ...requestOfRun(result.run), slide: { description, digest } };
  const totals = newCellTotals(request, cells.settings, basis.frame);
  for (const table of cells.tables) addSeen(totals, table);
  const { density, leftOut } = totals;
  return densityCsv(density, basis.classes && sameCompartmentArea(density, basis.classes, leftOut));
}
