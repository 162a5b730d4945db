import { stainTables as tablesOf, type StainTables } from './stain/stainTables';
import { RUIFROK_H_DAB, type StainVectors, type Triple } from './stain/stainVectors';

export { stainsOf, type StainTables } from './stain/stainTables';
export { RUIFROK_H_DAB, type StainVectors, type Triple } from './stain/stainVectors';

/** The tables of a bare white; goes when the last caller has a StainModel. */
export const stainTables = (white: Triple, vectors: StainVectors = RUIFROK_H_DAB): StainTables =>
  tablesOf({ white, vectors });
