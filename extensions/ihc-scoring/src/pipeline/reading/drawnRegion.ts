import type { Annotation } from '../annotations';

/** An area that the reader drew, painted or read in from a file. */
export interface DrawnRegion extends Annotation {
  /** Unique within a reading; never shown. */
  readonly id: string;
  /**
   * As it was drawn, where corrections lie over it: `rings` are what they leave of it, none where they cover it. What is
   * taken away of a correction comes back from here.
   */
  readonly whole?: Annotation['rings'];
}
