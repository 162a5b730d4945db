import { ringOf, type CellTable } from '../cellTable';
import { STROMA, TUMOUR } from '../compartments/compartmentSource';
import { ringShape } from './nucleusShape';

/**
 * The inputs of a cell classifier in order. How crowded a cell is shows in its area: growth stops where the neighbours'
 * begins, so the share of the area that is nucleus is high in a dense infiltrate. It needs no cell of another tile.
 */
export const CELL_FEATURES: readonly string[] = [
  'nucleus area, um2',
  'cell area, um2',
  'nucleus area / cell area',
  'nucleus circularity',
  'nucleus elongation',
  'nucleus haematoxylin',
  'nucleus DAB',
  'cytoplasm DAB',
  'membrane DAB',
  'cell DAB',
  'in tumour',
  'in stroma',
];

/** Feature f of cell i at f * count + i; NaN where it was not measurable. */
export function cellFeatures(cells: CellTable): Float32Array {
  const { count } = cells;
  const planes = new Float32Array(CELL_FEATURES.length * count);
  for (let cell = 0; cell < count; cell++) {
    featuresOf(cells, cell).forEach((value, feature) => (planes[feature * count + cell] = value));
  }
  return planes;
}

function featuresOf(cells: CellTable, cell: number): readonly number[] {
  const shape = ringShape(ringOf(cells.nuclei, cell));
  const at = (column: Float32Array) => column[cell] ?? NaN;
  const compartment = cells.compartment[cell];
  return [
    at(cells.nucleusAreaUm2),
    at(cells.cellAreaUm2),
    at(cells.nucleusAreaUm2) / at(cells.cellAreaUm2),
    shape.circularity,
    shape.elongation,
    at(cells.nucleusHaematoxylin),
    at(cells.nucleusDab),
    at(cells.cytoplasmDab),
    at(cells.membraneDab),
    at(cells.cellDab),
    compartment === TUMOUR ? 1 : 0,
    compartment === STROMA ? 1 : 0,
  ];
}
