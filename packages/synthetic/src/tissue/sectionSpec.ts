import type { Deformation } from './deformation';
import type { SectionLook } from './sectionLook';

/** `nuclear`: a marker that stands in the nuclei of epithelium, as oestrogen receptors do. */
export type SectionStain = 'he' | 'cd3' | 'cd8' | 'nuclear';

/** How a section is cut, stained and scanned. */
export interface SectionSpec {
  readonly stain: SectionStain;
  /** Chooses its cells: neighbouring sections of one block hold other cells. */
  readonly seed: number;
  readonly deformation: Deformation;
  /** Of `nuclear`: shares of the tumour's nuclei that are 1+, 2+ and 3+; the usual ones when absent. */
  readonly grades?: readonly [weak: number, moderate: number, strong: number];
  /** The usual look of its stain when absent. */
  readonly look?: SectionLook;
}
