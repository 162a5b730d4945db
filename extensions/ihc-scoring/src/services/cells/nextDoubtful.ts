import { placeOf, type CellList } from './cellList';

/**
 * The next cell to check: of the order the first that was not looked at, that counts and that has a value.
 * @param order cells by their distance to a threshold, those without one last
 * @param distances of the cells, by number
 * @param isSeen 1 for each cell that the reader looked at
 * @returns undefined when all were looked at
 */
export function nextDoubtful(
  list: CellList,
  order: Uint32Array,
  distances: Float32Array,
  isSeen: Uint8Array,
): number | undefined {
  return order.find(
    cell => isSeen[cell] !== 1 && !Number.isNaN(distances[cell] ?? NaN) && isCounted(list, cell),
  );
}

function isCounted(list: CellList, cell: number): boolean {
  const place = placeOf(list, cell);
  return place !== undefined && place.table.inclusion?.[place.index] !== 0;
}
