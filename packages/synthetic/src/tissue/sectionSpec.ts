import type { Deformation } from './deformation';
import type { SectionLook } from './sectionLook';

export type SectionStain = 'he' | 'cd3' | 'cd8';

/** How a section is cut, stained and scanned. */
export interface SectionSpec {
  readonly stain: SectionStain;
  /** Chooses its cells: neighbouring sections of one block hold other cells. */
  readonly seed: number;
  readonly deformation: Deformation;
  /** The usual look of its stain when absent. */
  readonly look?: SectionLook;
}
