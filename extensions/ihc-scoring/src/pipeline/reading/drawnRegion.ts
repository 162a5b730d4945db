import type { Annotation } from '../annotations';

/** An area that the reader drew, painted or read in from a file. */
export interface DrawnRegion extends Annotation {
  /** Unique within a reading; never shown. */
  readonly id: string;
}
