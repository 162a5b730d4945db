import type { CellTable } from '../cellTable';
import { TUMOUR } from '../compartments/compartmentSource';
import { forestTables, forestVotes } from '../forest/votes.kernel';
import type { CellClassifier } from './cellClassifier';
import { cellFeatures } from './cellFeatures';

/** Codes of the types, as in CellTable. */
export const OTHER_CELL = 0;
export const TUMOUR_CELL = 1;
export const IMMUNE_CELL = 2;

/**
 * Where the type of a cell comes from. `compartment` is a stated rule: every cell in the tumour compartment is a tumour
 * cell, all others are other; it knows no immune cells.
 */
export type CellTypeSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'compartment' }
  | { readonly kind: 'classifier'; readonly model: CellClassifier };

/** The type of each cell: 0 other, 1 tumour, 2 immune. A cell's type depends on what is measured of it alone. */
export function typesOf(cells: CellTable, source: CellTypeSource): Uint8Array<ArrayBuffer> {
  switch (source.kind) {
    case 'none':
      return new Uint8Array(cells.count);
    case 'compartment':
      return Uint8Array.from(cells.compartment, code => (code === TUMOUR ? TUMOUR_CELL : OTHER_CELL));
    case 'classifier':
      return classified(cells, source.model);
  }
}

/** The class with most votes; of equal ones the lower code. */
function classified(cells: CellTable, { forest, classes }: CellClassifier): Uint8Array<ArrayBuffer> {
  const { count } = cells;
  const votes = new Float32Array(classes.length * count);
  forestVotes(forestTables(forest), cellFeatures(cells), count, votes);
  const votesFor = (type: number, cell: number) => votes[type * count + cell] ?? 0;
  return Uint8Array.from({ length: count }, (_, cell) =>
    [TUMOUR_CELL, IMMUNE_CELL].reduce(
      (best, type) => (votesFor(type, cell) > votesFor(best, cell) ? type : best),
      OTHER_CELL,
    ),
  );
}
