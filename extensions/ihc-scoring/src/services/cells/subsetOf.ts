import { concatCellTables, pickCells, type CellTable } from '../../pipeline/cellTable';
import { placeOf, type CellList } from './cellList';

/**
 * A table of its own of some cells, for the worker.
 * @param cells ascending
 * @param tables the same cells, with the codes to take
 */
export function subsetOf(list: CellList, tables: readonly CellTable[], cells: readonly number[]): CellTable {
  const indices = tables.map((): number[] => []);
  for (const cell of cells) {
    const place = placeOf(list, cell);
    if (place) indices[list.tables.indexOf(place.table)]?.push(place.index);
  }
  return concatCellTables(tables.map((table, t) => pickCells(table, indices[t] ?? [])));
}
