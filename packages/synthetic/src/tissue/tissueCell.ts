import type { NucleusShape } from '../slide/cell';
import type { TissueClass } from './tissueClasses';

type Nucleated =
  'tumour' | 'lymphocyte' | 'plasma' | 'epithelium' | 'fibroblast' | 'muscle' | 'endothelium' | 'fat';

/** What is drawn like a cell and has no nucleus: mucus in goblet cells, red cells, crumbs of dead nuclei. */
type Body = 'goblet' | 'red' | 'crumb';
export type TissueCellKind = Nucleated | Body;

/** Against the border of the tumour's mass: deeper than 500 um, within 500 um of it on both sides, beyond. */
export type TumourPlace = 'centre' | 'margin' | 'outside';

/** One cell of a section. Lengths in um, positions from the section's top left corner. */
export interface TissueCell {
  readonly x: number;
  readonly y: number;
  readonly kind: TissueCellKind;
  /** Class at the nucleus' centre. */
  readonly tissue: TissueClass;
  /** Stroma where the class is STR, tumour where it is TUM. */
  readonly compartment: 'stroma' | 'tumour' | undefined;
  readonly place: TumourPlace;
  /** Brown: a lymphocyte on CD3 or CD8, a nucleus on a nuclear marker. */
  readonly positive: boolean;
  readonly nucleus: NucleusShape;
  /** Mean densities inside the nucleus at the section's full strength, before texture. */
  readonly haematoxylin: number;
  /** Brown of a lymphocyte's membrane, or of another cell's nucleus. */
  readonly dab: number;
  /** 0 even to 1 vesicular. */
  readonly vesicular: number;
  /** 0 to 1, another one for each cell: where in the textures its chromatin is cut out. */
  readonly grain: number;
}

export const hasNucleus = ({ kind }: TissueCell): boolean =>
  kind !== 'goblet' && kind !== 'red' && kind !== 'crumb';
