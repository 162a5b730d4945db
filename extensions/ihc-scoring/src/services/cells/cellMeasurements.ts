import type { CellTable } from '../../pipeline/cellTable';

/** One measurement of a cell under QuPath's name; NaN where it was not measurable. */
export interface CellMeasurement {
  readonly name: string;
  readonly unit: 'od' | 'um2';
  readonly value: number;
}

/** All that was measured of a cell, under the names of the exported GeoJSON. */
export function cellMeasurements(table: CellTable, index: number): readonly CellMeasurement[] {
  return COLUMNS.map(({ name, unit, column }) => ({ name, unit, value: table[column][index] ?? NaN }));
}

const COLUMNS = [
  { name: 'Nucleus: DAB OD mean', unit: 'od', column: 'nucleusDab' },
  { name: 'Nucleus: Hematoxylin OD mean', unit: 'od', column: 'nucleusHaematoxylin' },
  { name: 'Cytoplasm: DAB OD mean', unit: 'od', column: 'cytoplasmDab' },
  { name: 'Membrane: DAB OD mean', unit: 'od', column: 'membraneDab' },
  { name: 'Membrane: DAB OD P10', unit: 'od', column: 'membraneDabP10' },
  { name: 'Cell: DAB OD mean', unit: 'od', column: 'cellDab' },
  { name: 'Nucleus: Area µm^2', unit: 'um2', column: 'nucleusAreaUm2' },
  { name: 'Cell: Area µm^2', unit: 'um2', column: 'cellAreaUm2' },
] as const;
