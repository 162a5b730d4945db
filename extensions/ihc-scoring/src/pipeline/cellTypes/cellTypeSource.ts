import type { CellClassifier } from './cellClassifier';

/**
 * Where the type of a cell comes from. `compartment` is a stated rule: every cell in the tumour compartment is a tumour
 * cell, all others are other; it knows no immune cells.
 */
export type CellTypeSource =
  | { readonly kind: 'none' }
  | { readonly kind: 'compartment' }
  | { readonly kind: 'classifier'; readonly model: CellClassifier };
